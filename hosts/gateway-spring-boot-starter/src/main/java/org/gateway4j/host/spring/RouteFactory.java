package org.gateway4j.host.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayListener;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.host.AccessEvent;
import org.gateway4j.host.HeaderRules;
import org.gateway4j.host.Mount;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;

/** Makes routes of properties. */
final class RouteFactory {

    /** What an application needs of its gateways. */
    enum Kind {
        BLOCKING,
        ASYNC
    }

    private final Kind kind;
    private final BeanFactory beans;
    private final List<GatewayBuilderCustomizer> customizers;
    private final List<GatewayListener> listeners;
    private final List<Instrumentation> instrumentations;

    RouteFactory(Kind kind, BeanFactory beans) {
        this.kind = kind;
        this.beans = beans;
        this.customizers = all(GatewayBuilderCustomizer.class);
        this.listeners = all(GatewayListener.class);
        this.instrumentations = all(Instrumentation.class);
    }

    private <T> List<T> all(Class<T> type) {
        return beans.getBeanProvider(type).orderedStream().toList();
    }

    /**
     * Makes a route.
     *
     * @param key its place in the list of routes, or its key among them
     * @throws InvalidGatewayPropertyException if a property is missing or wrong
     */
    Route route(String key, RouteProperties route) {
        Property at = Property.ROOT.child("routes").entry(key);
        if (route.path() == null) {
            throw at.child("path").refuse(null, "is missing; it must be a path such as /blog, or / for all");
        }
        String path = withoutPattern(route.path());
        String name = name(key, route.name(), path);
        if (name.indexOf('/') >= 0) {
            throw at.child("name").refuse(name, "must not hold a slash");
        }
        if (route.target() != null && route.gateway() != null) {
            throw at.child("gateway").refuse(route.gateway(), "must not be set beside target");
        }
        if (route.target() != null) {
            return built(at, route, path, name, route.target());
        }
        if (route.gateway() != null) {
            return ofBean(at, route, path, name, route.gateway());
        }
        throw at.child("target")
                .refuse(null, "is missing; it must name the application, unless the property gateway names a bean");
    }

    private static String name(String key, @Nullable String given, String path) {
        if (given != null || !Property.isIndex(key)) {
            return given != null ? given : key;
        }
        String prefix = path.replaceAll("^/|/$", "").replace('/', '-');
        return prefix.isEmpty() ? "root" : prefix;
    }

    private static String withoutPattern(String path) {
        return path.endsWith("/**") ? path.substring(0, path.length() - 2) : path;
    }

    private Route built(Property at, RouteProperties route, String path, String name, String target) {
        RouteBackend backend = RouteBackends.of(at, route, target);
        at.child("name").make(name, backend.builder()::name);
        customizers.forEach(each -> each.customize(name, backend.builder()));
        List<AutoCloseable> owned = new ArrayList<>();
        try {
            return opened(at, route, path, name, target, backend, owned);
        } catch (RuntimeException e) {
            closeAll(owned, e);
            throw e;
        }
    }

    private Route opened(
            Property at,
            RouteProperties route,
            String path,
            String name,
            String target,
            RouteBackend backend,
            List<AutoCloseable> owned) {
        List<Instrumentation.Watch> watches = new ArrayList<>();
        for (Instrumentation each : instrumentations) {
            Instrumentation.Watch watch = each.watch(name);
            watches.add(watch);
            owned.add(watch);
        }
        backend.builder().listener(listener(watches));
        Mount mount = kind == Kind.BLOCKING
                ? blocking(at, path, target, backend, watches, owned)
                : async(at, path, target, backend, watches, owned);
        return new Route(name, target, treated(at, route, mount), backend.probe(), owned);
    }

    private static void closeAll(List<AutoCloseable> owned, RuntimeException cause) {
        for (AutoCloseable each : owned) {
            try {
                each.close();
            } catch (Exception e) {
                cause.addSuppressed(e);
            }
        }
    }

    private GatewayListener listener(List<Instrumentation.Watch> watches) {
        GatewayListener joined = AccessEvent.upstreamListener();
        for (GatewayListener each : listeners) {
            joined = joined.andThen(each);
        }
        for (Instrumentation.Watch each : watches) {
            joined = joined.andThen(each.listener());
        }
        return joined;
    }

    private static Mount blocking(
            Property at,
            String path,
            String target,
            RouteBackend backend,
            List<Instrumentation.Watch> watches,
            List<AutoCloseable> owned) {
        Gateway gateway = at.make(target, text -> backend.blocking().get());
        owned.add(0, gateway);
        for (Instrumentation.Watch each : watches) {
            gateway = each.watched(gateway);
        }
        Gateway watched = gateway;
        return at.child("path").make(path, text -> Mount.of(text, watched));
    }

    private static Mount async(
            Property at,
            String path,
            String target,
            RouteBackend backend,
            List<Instrumentation.Watch> watches,
            List<AutoCloseable> owned) {
        AsyncGateway gateway = at.make(target, text -> backend.async().get());
        owned.add(0, gateway);
        for (Instrumentation.Watch each : watches) {
            gateway = each.watched(gateway);
        }
        AsyncGateway watched = gateway;
        return at.child("path").make(path, text -> Mount.of(text, watched));
    }

    private Route ofBean(Property at, RouteProperties route, String path, String name, String bean) {
        RouteProperties none = new RouteProperties(
                route.path(),
                null,
                bean,
                route.name(),
                null,
                null,
                route.prefix(),
                route.requestHeaders(),
                route.responseHeaders(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        if (!route.equals(none)) {
            throw at.child("gateway")
                    .refuse(
                            bean,
                            "beside it, only path, name, prefix, request-headers and response-headers may be set;"
                                    + " all else is for the code that makes the bean");
        }
        Mount mount = at.child("path").make(path, text -> mount(at.child("gateway"), text, bean));
        return new Route(name, "bean " + bean, treated(at, route, mount), Optional.empty(), List.of());
    }

    private Mount mount(Property at, String path, String bean) {
        Object found = bean(at, bean);
        if (kind == Kind.BLOCKING && found instanceof Gateway gateway) {
            return Mount.of(path, gateway);
        }
        if (kind == Kind.ASYNC && found instanceof AsyncGateway gateway) {
            return Mount.of(path, gateway);
        }
        throw at.refuse(
                bean,
                "the bean is a " + found.getClass().getName() + "; it must be "
                        + (kind == Kind.BLOCKING
                                ? "a Gateway, because the threads of this application wait"
                                : "an AsyncGateway, because this application runs on event loops"));
    }

    private Object bean(Property at, String bean) {
        try {
            return beans.getBean(bean);
        } catch (NoSuchBeanDefinitionException e) {
            throw at.refuse(bean, "there is no bean with that name");
        }
    }

    private static Mount treated(Property at, RouteProperties route, Mount mount) {
        Mount treated = route.prefix() == null ? mount : mount.treatment(route.prefix());
        return treated.requestHeaders(rules(at.child("request-headers"), route.requestHeaders()))
                .responseHeaders(rules(at.child("response-headers"), route.responseHeaders()));
    }

    private static HeaderRules rules(Property at, @Nullable HeaderRulesProperties rules) {
        return rules == null ? HeaderRules.none() : rules.change(HeaderRules.none(), at);
    }
}
