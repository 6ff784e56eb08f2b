package org.gateway4j.ajp.containers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;

/** A request in Tomcat. */
record ServedByTomcat(Request request, Response response) implements Served {

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        return request.getRequestURI();
    }

    @Override
    public String query() {
        return request.getQueryString();
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("protocol", request.getProtocol());
        facts.put("scheme", request.getScheme());
        facts.put("secure", "" + request.isSecure());
        facts.put("serverName", request.getServerName());
        facts.put("serverPort", "" + request.getServerPort());
        facts.put("localAddr", request.getLocalAddr());
        facts.put("remoteAddr", request.getRemoteAddr());
        facts.put("remoteHost", request.getRemoteHost());
        facts.put("remotePort", "" + request.getRemotePort());
        facts.put("remoteUser", request.getRemoteUser());
        facts.put("authType", request.getAuthType());
        facts.put("attribute", "" + request.getAttribute("app.flag"));
        facts.put("cipher", "" + tls("cipher_suite"));
        facts.put("keySize", "" + tls("key_size"));
        facts.put("session", "" + tls("ssl_session_id"));
        facts.put("tlsProtocol", "" + request.getAttribute("org.apache.tomcat.util.net.secure_protocol_version"));
        facts.put("certificates", "" + certificates());
        for (String name : Collections.list(request.getHeaderNames())) {
            facts.put(
                    "header " + name.toLowerCase(java.util.Locale.ROOT),
                    String.join("|", Collections.list(request.getHeaders(name))));
        }
        return facts;
    }

    private Object tls(String name) {
        return request.getAttribute("jakarta.servlet.request." + name);
    }

    private int certificates() {
        return tls("X509Certificate") instanceof X509Certificate[] chain ? chain.length : 0;
    }

    @Override
    public InputStream input() throws IOException {
        return request.getInputStream();
    }

    @Override
    public OutputStream output() throws IOException {
        return response.getOutputStream();
    }

    @Override
    public String parameter(String name) {
        return request.getParameter(name);
    }

    @Override
    public void status(int status) {
        response.setStatus(status);
    }

    @Override
    public void header(String name, String value) {
        response.addHeader(name, value);
    }
}
