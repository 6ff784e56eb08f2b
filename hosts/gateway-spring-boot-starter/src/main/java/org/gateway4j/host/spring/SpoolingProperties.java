package org.gateway4j.host.spring;

import java.nio.file.Path;
import org.gateway4j.Spooling;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * Which request bodies are read ahead, and where they are kept.
 *
 * @param mode which bodies are spooled
 * @param memory how much of a spooled body is kept in memory
 * @param max the largest spooled body
 * @param maxTotal the largest size of all spooled bodies together
 * @param directory the directory of spool files
 */
record SpoolingProperties(
        Spooling.@Nullable Mode mode,
        @Nullable DataSize memory,
        @Nullable DataSize max,
        @Nullable DataSize maxTotal,
        @Nullable Path directory)
        implements Property.Group<Spooling> {

    @Override
    public Spooling change(Spooling given, Property at) {
        return at.change(given)
                .by("mode", mode, Spooling::withMode)
                .by("memory", memory, (spooling, size) -> spooling.withMemory(LimitsProperties.bytes(size)))
                .by("max", max, (spooling, size) -> spooling.withMaxBytes(size.toBytes()))
                .by("max-total", maxTotal, (spooling, size) -> spooling.withMaxTotalBytes(size.toBytes()))
                .by("directory", directory, Spooling::withDirectory)
                .result();
    }
}
