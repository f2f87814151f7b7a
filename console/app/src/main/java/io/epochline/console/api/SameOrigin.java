package io.epochline.console.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Keeps pages of other origins, open in the same browser, from publishing or cancelling. */
class SameOrigin {

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

    @ServerRequestFilter
    void check(ContainerRequestContext request) {
        String origin = request.getHeaderString("Origin");
        if (origin != null && !HARMLESS.contains(request.getMethod()) && !isOurs(origin, request)) {
            throw ProblemException.foreignOrigin(origin);
        }
    }

    private static boolean isOurs(String origin, ContainerRequestContext request) {
        try {
            return request.getHeaderString("Host").equals(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
