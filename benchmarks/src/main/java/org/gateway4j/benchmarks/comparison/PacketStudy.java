package org.gateway4j.benchmarks.comparison;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.gateway4j.benchmarks.client.Client;
import org.gateway4j.benchmarks.client.Contestant;
import org.gateway4j.benchmarks.client.Workload;
import org.gateway4j.benchmarks.responder.ResponderProcess;

/** Uploads over AJP with packets of both sizes, each to an application that is set to the same. */
final class PacketStudy implements Study {

    @Override
    public void run(Plan usual, Consumer<Result> results) throws Exception {
        Plan plan = usual.forLongCalls();
        for (String socket : new String[] {"tcp", "unix"}) {
            Workload small = Workload.AJP_UPLOAD_64M;
            Workload large = Workload.AJP_UPLOAD_64M_LARGE_PACKETS;
            try (Sender smaller = new Sender(socket, small);
                    Sender larger = new Sender(socket, large)) {
                smaller.threads.turn(plan.warmUp());
                larger.threads.turn(plan.warmUp());
                List<Double> rates = new ArrayList<>();
                for (int i = 0; i < plan.rounds(); i++) {
                    double base = smaller.threads.turn(plan.turn()).rate();
                    rates.add(larger.threads.turn(plan.turn()).rate() / base);
                }
                double[] rounds =
                        rates.stream().mapToDouble(Double::doubleValue).toArray();
                results.accept(Result.of(Target.AJP_PACKETS, socket + ", 1 caller", rounds, ""));
            }
        }
    }

    private static final class Sender implements AutoCloseable {

        private final ResponderProcess application;
        private final Client client;
        final CallerThreads threads;

        Sender(String socket, Workload workload) throws IOException {
            application = ResponderProcess.start(socket, workload.service());
            client = Contestant.GATEWAY.open(application.endpoint(), workload, 1);
            threads = new CallerThreads(client, 1, Setting.VIRTUAL);
        }

        @Override
        public void close() throws IOException {
            threads.close();
            client.close();
            application.close();
        }
    }
}
