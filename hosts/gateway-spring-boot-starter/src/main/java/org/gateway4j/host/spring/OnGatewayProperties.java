package org.gateway4j.host.spring;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches if there are routes. */
final class OnGatewayProperties extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("Gateway4j");
        Binder binder = Binder.get(context.getEnvironment());
        if (!binder.bind("gateway4j.routes", Bindable.mapOf(String.class, Object.class))
                .isBound()) {
            return ConditionOutcome.noMatch(message.because("no property below gateway4j.routes is set"));
        }
        boolean enabled = binder.bind("gateway4j.enabled", Boolean.class).orElse(true);
        return new ConditionOutcome(enabled, message.because(enabled ? "there are routes" : "gateway4j.enabled=false"));
    }
}
