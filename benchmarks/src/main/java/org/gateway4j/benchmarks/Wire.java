package org.gateway4j.benchmarks;

import org.gateway4j.GatewayRequest;
import org.gateway4j.Limits;
import org.gateway4j.benchmarks.client.BrowserRequest;
import org.gateway4j.fastcgi.ApplicationProfile;
import org.gateway4j.fastcgi.internal.FastCgiProtocol;
import org.gateway4j.internal.cgi.MetaVariables;
import org.gateway4j.internal.cgi.ScriptVariables;

/** The protocol as a gateway has it for each connection. */
final class Wire {

    private Wire() {}

    static FastCgiProtocol protocol() {
        return new FastCgiProtocol(
                "fastcgi",
                ApplicationProfile.phpFpm(1),
                new MetaVariables("fastcgi", "Gateway4j", true),
                Limits.defaults());
    }

    /** The script that {@link BrowserRequest#SCRIPT} is as the only one of an application. */
    static ScriptVariables script(GatewayRequest request) {
        return new ScriptVariables("", request.path(), BrowserRequest.SCRIPT.toString(), null);
    }
}
