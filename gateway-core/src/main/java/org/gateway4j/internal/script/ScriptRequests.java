package org.gateway4j.internal.script;

import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.internal.cgi.AddedVariables;
import org.gateway4j.internal.cgi.ScriptRequest;
import org.gateway4j.internal.cgi.ScriptVariables;
import org.gateway4j.internal.cgi.SendableCheck;
import org.gateway4j.internal.exchange.Preparation;
import org.gateway4j.script.Script;
import org.gateway4j.script.ScriptMapper;
import org.jspecify.annotations.Nullable;

/**
 * Maps a request, adds the host's own variables, and checks the result. Safe for use by several threads.
 *
 * @param scripts maps requests to scripts; null if the application serves its whole mount
 * @param variables the host's own
 * @param check refuses requests that cannot be sent
 */
public record ScriptRequests(@Nullable ScriptMapper scripts, AddedVariables variables, SendableCheck check)
        implements Preparation<ScriptRequest> {

    @Override
    public ScriptRequest prepare(GatewayRequest request) throws RequestRejectedException {
        return check.requireSendable(new ScriptRequest(variables.addTo(request), script(request)));
    }

    @Override
    public boolean mayBlock(GatewayRequest request) {
        return scripts != null && scripts.mayBlock(request);
    }

    private ScriptVariables script(GatewayRequest request) throws RequestRejectedException {
        return scripts == null ? ScriptVariables.ofMount(request) : map(scripts, request);
    }

    /**
     * The script of a request. It has no translated path: PHP without {@code cgi.fix_pathinfo} would run that as the script.
     *
     * @throws RequestRejectedException if there is none
     */
    public static ScriptVariables map(ScriptMapper scripts, GatewayRequest request) throws RequestRejectedException {
        Script script = scripts.map(request);
        return new ScriptVariables(script.scriptName(), script.pathInfo(), script.filename(), script.documentRoot());
    }
}
