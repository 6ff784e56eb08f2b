package org.gateway4j.examples.mounts;

import org.gateway4j.Gateway;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.examples.files.StaticFiles;

/** Scripts, and the files beside them: what is not found among the scripts is looked for among the files. */
final class SiteGateway extends ForwardingGateway {

    private final StaticFiles files;

    SiteGateway(Gateway scripts, StaticFiles files) {
        super(scripts);
        this.files = files;
    }

    @Override
    public GatewayCall newCall(GatewayRequest request) {
        return new SiteCall(gateway.newCall(request), request);
    }

    private final class SiteCall implements GatewayCall {

        private final GatewayCall script;
        private final GatewayRequest request;

        SiteCall(GatewayCall script, GatewayRequest request) {
            this.script = script;
            this.request = request;
        }

        @Override
        public GatewayResponse dispatch() throws GatewayException {
            try {
                return script.dispatch();
            } catch (RequestRejectedException e) {
                if (e.reason() != Reason.NOT_FOUND) {
                    throw e;
                }
                return files.dispatch(
                        request.toBuilder().body(RequestBody.none()).build());
            }
        }

        @Override
        public void cancel() {
            script.cancel();
        }

        @Override
        public boolean isCancelled() {
            return script.isCancelled();
        }
    }
}
