package org.gateway4j.host.spring;

import org.gateway4j.fastcgi.FastCgiGateway;
import org.jspecify.annotations.Nullable;

/**
 * What only FastCGI has.
 *
 * @param keepConnections whether connections serve more than one request
 * @param padding whether records are padded to multiples of 8 bytes
 * @param bodyFiles whether bodies are handed over in files, to an application that runs as the same user
 * @param bodyFilesGroup the group of these files, for an application that runs as another user
 * @param serverSoftware the value of SERVER_SOFTWARE
 */
record FastCgiProperties(
        @Nullable Boolean keepConnections,
        @Nullable Boolean padding,
        @Nullable Boolean bodyFiles,
        @Nullable String bodyFilesGroup,
        @Nullable String serverSoftware)
        implements Property.Group<FastCgiGateway.Builder> {

    @Override
    public FastCgiGateway.Builder change(FastCgiGateway.Builder given, Property at) {
        return at.change(given)
                .by("keep-connections", keepConnections, FastCgiGateway.Builder::keepConnections)
                .by("padding", padding, FastCgiGateway.Builder::padding)
                .on("body-files", bodyFiles, builder -> builder.bodyFiles(null))
                .by("body-files-group", bodyFilesGroup, FastCgiGateway.Builder::bodyFiles)
                .by("server-software", serverSoftware, FastCgiGateway.Builder::serverSoftware)
                .result();
    }
}
