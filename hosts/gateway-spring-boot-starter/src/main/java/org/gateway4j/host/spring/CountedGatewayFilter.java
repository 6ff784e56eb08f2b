package org.gateway4j.host.spring;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The filter of the routes. It counts the exchanges whose responses the container has not finished. */
final class CountedGatewayFilter implements Filter {

    private final Filter gateways;
    private final ExchangesInFlight exchanges;

    CountedGatewayFilter(Filter gateways, ExchangesInFlight exchanges) {
        this.gateways = gateways;
        this.exchanges = exchanges;
    }

    @Override
    public void init(FilterConfig config) throws ServletException {
        gateways.init(config);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getDispatcherType() == DispatcherType.REQUEST) {
            count(request, response, chain);
        } else {
            gateways.doFilter(request, response, chain);
        }
    }

    private void count(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Runnable end = exchanges.begin();
        AtomicBoolean passed = new AtomicBoolean();
        boolean goesOn = false;
        try {
            gateways.doFilter(request, response, (asked, answer) -> {
                // No route takes it.
                passed.set(true);
                end.run();
                chain.doFilter(asked, answer);
            });
            goesOn = request.isAsyncStarted();
            if (!goesOn && !passed.get()) {
                // The container writes what it has kept only after the last filter, when nobody counts the exchange any
                // more.
                response.getOutputStream().close();
            }
        } finally {
            if (goesOn) {
                request.getAsyncContext().addListener(new Ending(end));
            } else {
                end.run();
            }
        }
    }

    @Override
    public void destroy() {
        gateways.destroy();
    }

    /** Ends an exchange when the container has finished its response. */
    private record Ending(Runnable end) implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            end.run();
        }

        /** The container completes the request next. */
        @Override
        public void onTimeout(AsyncEvent event) {}

        /** The container completes the request next. */
        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
