package io.epochline.console.api;

import io.epochline.events.Json;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Answers only who asks for us by one of our names. A page from elsewhere may have its own name lead to this machine (DNS
 * rebinding), and its scripts would then be of our origin; but the browser tells the name that it asked for. Addresses
 * are fine: no page can have one that is ours.
 */
@Singleton
class KnownHosts {

    /** Before all else that looks at a request. */
    private static final int FIRST = 1000;

    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[?[0-9a-f:.]*:[0-9a-f:.]*]?");

    private final List<String> names;
    private final String bound;

    /**
     * @param names where one begins with {@code *.}, all names that end like it
     * @param bound the name or address that is listened on
     */
    @Inject
    KnownHosts(
            @ConfigProperty(name = "epochline.console.hosts") List<String> names,
            @ConfigProperty(name = "quarkus.http.host") String bound) {
        this.names = names;
        this.bound = bound;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    private void check(RoutingContext request) {
        HostAndPort asked = request.request().authority();
        if (asked != null && isKnown(asked.host().toLowerCase(Locale.ROOT))) {
            request.next();
            return;
        }
        Problem problem = ProblemException.unknownHost(asked == null ? "none" : asked.host())
                .problem();
        request.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(Json.MAPPER.valueToTree(problem).toString());
    }

    boolean isKnown(String host) {
        return ADDRESS.matcher(host).matches()
                || host.equalsIgnoreCase(bound)
                || names.stream().anyMatch(name -> matches(name.strip().toLowerCase(Locale.ROOT), host));
    }

    private static boolean matches(String name, String host) {
        return name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name);
    }
}
