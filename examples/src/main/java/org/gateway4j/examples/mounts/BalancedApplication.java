package org.gateway4j.examples.mounts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.gateway4j.Gateway;
import org.gateway4j.Timeouts;
import org.gateway4j.balancer.Affinity;
import org.gateway4j.balancer.Balancer;
import org.gateway4j.balancer.BalancerBuilder;
import org.gateway4j.balancer.MemberSpec;
import org.gateway4j.balancer.Policy;
import org.gateway4j.examples.options.MemberTarget;
import org.gateway4j.examples.options.MountOptions;
import org.gateway4j.examples.options.Settings;
import org.gateway4j.examples.options.UsageException;

/** Several applications that serve one mount: {@code ajp:a@10.0.0.1:8009|b@10.0.0.2:8009,policy=least,sticky=JSESSIONID}. */
final class BalancedApplication {

    private static final String POLICY = "policy";
    private static final String STICKY = "sticky";
    private static final String WEIGHT = "weight.";
    private static final String STANDBY = "standby";

    private static final Map<String, Supplier<Policy>> POLICIES = new LinkedHashMap<>();

    static {
        POLICIES.put("two", Policy::powerOfTwo);
        POLICIES.put("least", Policy::leastInFlight);
        POLICIES.put("turns", Policy::roundRobin);
        POLICIES.put("latency", Policy::peakLatency);
    }

    private final Settings settings;
    private final Map<String, MemberTarget> targets = new LinkedHashMap<>();
    private final BalancerBuilder<Gateway, Balancer> balancer = Balancer.builder();
    private final Map<String, Gateway> gateways = new LinkedHashMap<>();

    private BalancedApplication(MountOptions options) throws UsageException {
        settings = options.settings();
        for (MemberTarget target : options.targets()) {
            if (targets.put(target.name(), target) != null) {
                throw settings.refuseTarget(options.target(), "has two members named " + target.name());
            }
        }
        balancer.name(options.protocol() + " " + options.target());
    }

    /**
     * As the options say.
     *
     * @param protocol makes the application of one member
     */
    static Application of(MountOptions options, Timeouts defaults, Applications.Protocol protocol)
            throws UsageException {
        BalancedApplication application = new BalancedApplication(options);
        try {
            return application.make(options, defaults, protocol);
        } catch (UsageException e) {
            application.gateways.values().forEach(Gateway::close);
            throw e;
        }
    }

    private Application make(MountOptions options, Timeouts defaults, Applications.Protocol protocol)
            throws UsageException {
        takePolicy();
        takeAffinity();
        Map<String, Integer> weights = weights();
        List<String> standby = settings.takeEach(STANDBY);
        refuseStrangers(STANDBY, standby);
        List<String> indexes = List.of();
        for (MemberTarget target : targets.values()) {
            Application member = protocol.application(options.member(target), defaults);
            gateways.put(target.name(), member.gateway());
            indexes = member.indexes();
            MemberSpec<Gateway> spec =
                    MemberSpec.of(target.name(), member.gateway()).withTier(standby.contains(target.name()) ? 1 : 0);
            Integer weight = weights.get(target.name());
            balancer.member(weight == null ? spec : spec.withWeight(weight));
        }
        return new Application(balancer.build(), indexes);
    }

    private void takePolicy() throws UsageException {
        Optional<String> name = settings.take(POLICY);
        if (name.isPresent()) {
            Supplier<Policy> policy = POLICIES.get(name.get());
            if (policy == null) {
                throw settings.refuse(POLICY, name.get(), "must be one of " + String.join(", ", POLICIES.keySet()));
            }
            balancer.policy(policy.get());
        }
    }

    private void takeAffinity() throws UsageException {
        Optional<String> cookie = settings.take(STICKY);
        if (cookie.isPresent()) {
            try {
                balancer.affinity(
                        Affinity.sessionRoute(cookie.get(), cookie.get().toLowerCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw settings.refuse(STICKY, cookie.get(), String.valueOf(e.getMessage()));
            }
        }
    }

    private Map<String, Integer> weights() throws UsageException {
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (Map.Entry<String, String> each : settings.takeAll(WEIGHT).entrySet()) {
            String key = WEIGHT + each.getKey();
            refuseStrangers(key, List.of(each.getKey()));
            if (!each.getValue().matches("[1-9][0-9]{0,3}")) {
                throw settings.refuse(key, each.getValue(), "must be a number from 1 to 9999");
            }
            weights.put(each.getKey(), Integer.valueOf(each.getValue()));
        }
        return weights;
    }

    private void refuseStrangers(String key, List<String> names) throws UsageException {
        for (String name : names) {
            if (!targets.containsKey(name)) {
                throw settings.refuse(key, name, "must be a member, which are " + String.join(", ", targets.keySet()));
            }
        }
    }
}
