package org.gateway4j.host.servlet;

import org.gateway4j.contract.host.Deviations;

/** The contract of hosts in Tomcat. */
abstract class TomcatHostContract extends ServletHostContract {

    private static final String UTF_8 = "Tomcat decodes paths, and answers 400 if they are not UTF-8";
    private static final String ASCII = "Tomcat answers 400 to a target with octets above ASCII";

    @Override
    final Container start(Deployment deployment) throws Exception {
        return TomcatContainer.start(
                "", deployment, isAsync() ? TomcatContainer.Continue.IMMEDIATELY : TomcatContainer.Continue.ON_READ);
    }

    @Override
    protected final Deviations deviations() {
        Deviations deviations = ofEveryContainer()
                .with("passesTheTarget[/app/%e4]", UTF_8)
                .with("decodesThePathInfoOnce[/app/%E4, /\u00e4]", UTF_8)
                .with("passesTheTarget[/app/caf\u00e9]", ASCII)
                .with("passesTheTarget[/app/x?caf\u00e9\u00ff]", ASCII)
                .with("hasEachFieldOfTheServerOnce", "Tomcat writes Content-Type anew, without blanks")
                .with("aWebSocketIsRefused", "Tomcat closes the connection after status 501")
                .with("keepsTheLengthOf304", "Tomcat drops the length of a response without a body")
                .with(
                        "refusesABadRequest[POST /app/x HTTP/1.1\r\nHost: h.example\r\nContent-Length: 4\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n]",
                        "Tomcat drops the length of a chunked request, and closes the connection after it, as RFC 9112"
                                + " section 6.1 allows");
        return isAsync()
                ? deviations.with(
                        "asksForNoBodyThatNobodyWants",
                        "set to ask later, Tomcat asks only within a read that blocks, and none does here")
                : deviations.with(
                        "theEndOfAnEarlyAnswerMayComeLate",
                        "Tomcat closes the body of a request when the whole declared length of its response is written");
    }
}
