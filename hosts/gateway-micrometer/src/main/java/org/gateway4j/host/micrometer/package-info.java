/**
 * Metrics and observations of gateways, for Micrometer. {@link org.gateway4j.host.micrometer.GatewayMetrics} records timers,
 * counters and gauges. {@link org.gateway4j.host.micrometer.ObservedGateway} and
 * {@link org.gateway4j.host.micrometer.ObservedAsyncGateway} make an observation of each dispatch, so that traces continue in
 * the application.
 */
@NullMarked
package org.gateway4j.host.micrometer;

import org.jspecify.annotations.NullMarked;
