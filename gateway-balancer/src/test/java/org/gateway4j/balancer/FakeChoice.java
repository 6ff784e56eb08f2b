package org.gateway4j.balancer;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.gateway4j.GatewayRequest;

/** Members as figures. */
final class FakeChoice implements Policy.Choice {

    final int[] inFlight;
    final double[] weights;
    final double[] latencies;
    final boolean[] full;
    private final SplittableRandom random;
    private final List<Member> members;
    private GatewayRequest request = GatewayRequest.get("/").build();

    FakeChoice(long seed, double... weights) {
        this.random = new SplittableRandom(seed);
        this.weights = weights.clone();
        this.inFlight = new int[weights.length];
        this.latencies = new double[weights.length];
        this.full = new boolean[weights.length];
        Arrays.fill(latencies, 1);
        List<Member> made = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            made.add(member("member-" + i, (int) weights[i]));
        }
        members = List.copyOf(made);
    }

    private FakeChoice(FakeChoice other, List<Member> members, double... weights) {
        this.random = other.random;
        this.weights = weights;
        this.inFlight = new int[weights.length];
        this.latencies = new double[weights.length];
        this.full = new boolean[weights.length];
        Arrays.fill(latencies, 1);
        this.members = List.copyOf(members);
    }

    static FakeChoice equal(long seed, int count) {
        double[] weights = new double[count];
        Arrays.fill(weights, 1);
        return new FakeChoice(seed, weights);
    }

    private static Member member(String name, int weight) {
        Member member = mock(Member.class, withSettings().stubOnly());
        when(member.name()).thenReturn(name);
        when(member.weight()).thenReturn(weight);
        when(member.state()).thenReturn(Member.State.ACTIVE);
        return member;
    }

    /** The same members without one of them. */
    FakeChoice without(int index) {
        List<Member> left = new ArrayList<>(members);
        left.remove(index);
        double[] leftWeights = new double[left.size()];
        for (int i = 0; i < leftWeights.length; i++) {
            leftWeights[i] = weights[i < index ? i : i + 1];
        }
        return new FakeChoice(this, left, leftWeights);
    }

    FakeChoice asking(String target) {
        request = GatewayRequest.get(target).build();
        return this;
    }

    @Override
    public List<Member> members() {
        return members;
    }

    @Override
    public boolean isFree(int index) {
        return !full[index];
    }

    @Override
    public int inFlight(int index) {
        return inFlight[index];
    }

    @Override
    public double weight(int index) {
        return weights[index];
    }

    @Override
    public double latencyNanos(int index) {
        return latencies[index];
    }

    @Override
    public int totalInFlight() {
        return Arrays.stream(inFlight).sum();
    }

    @Override
    public GatewayRequest request() {
        return request;
    }

    @Override
    public int random(int bound) {
        return random.nextInt(bound);
    }
}
