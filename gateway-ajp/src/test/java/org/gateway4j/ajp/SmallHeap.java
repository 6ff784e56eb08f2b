package org.gateway4j.ajp;

import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.PoolConfig;
import org.gateway4j.contract.LargeTransfers;
import org.gateway4j.contract.facade.Driver;

/** The program of {@link SmallHeapTest}. Its arguments are the application's address and the driver. */
final class SmallHeap {

    private SmallHeap() {}

    public static void main(String[] arguments) throws Exception {
        AjpGateway.Builder builder =
                AjpGateway.builder(Endpoint.parse(arguments[0])).pool(PoolConfig.of(LargeTransfers.AT_A_TIME));
        try (Gateway gateway = Driver.valueOf(arguments[1]).open(builder::build, builder::buildAsync)) {
            System.out.println(LargeTransfers.run(gateway));
        }
    }
}
