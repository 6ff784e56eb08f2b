package org.gateway4j.balancer.internal;

import java.util.Arrays;

/**
 * How many retries are allowed now. Each request and each second bring some, and what is not used within ten seconds is lost. So
 * many failures at once cannot double the load on a fleet. Safe for use by several threads.
 */
final class RetryBudget {

    private static final int SECONDS = 10;

    private final double perRequest;
    private final double perSecond;
    private final double[] deposits = new double[SECONDS];
    private long second;

    /** A budget that was not used for a while. */
    RetryBudget(double perRequest, double perSecond, long now) {
        this.perRequest = perRequest;
        this.perSecond = perSecond;
        this.second = Math.floorDiv(now, Nanos.SECOND);
        Arrays.fill(deposits, perSecond);
    }

    private void advance(long now) {
        long present = Math.floorDiv(now, Nanos.SECOND);
        if (present - second >= SECONDS) {
            Arrays.fill(deposits, perSecond);
            second = present;
        }
        while (second < present) {
            second++;
            deposits[slot(second)] = perSecond;
        }
    }

    private static int slot(long second) {
        return (int) Math.floorMod(second, (long) SECONDS);
    }

    /** A request came, not a retry. */
    synchronized void deposit(long now) {
        advance(now);
        deposits[slot(second)] += perRequest;
    }

    /** Takes one retry, of the oldest that are left; false if there is none. */
    synchronized boolean withdraw(long now) {
        advance(now);
        double left = 1;
        double sum = 0;
        for (double deposit : deposits) {
            sum += deposit;
        }
        if (sum < 1) {
            return false;
        }
        for (int age = SECONDS - 1; age >= 0 && left > 0; age--) {
            int at = slot(second - age);
            double taken = Math.min(left, deposits[at]);
            deposits[at] -= taken;
            left -= taken;
        }
        return true;
    }
}
