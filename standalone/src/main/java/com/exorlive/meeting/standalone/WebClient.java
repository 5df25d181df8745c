package com.exorlive.meeting.standalone;

import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.http.CompressedContentFormat;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.Resource;
import org.eclipse.jetty.util.resource.ResourceFactory;

/// Serves the web client. Its pages are one document, which must never be stale; everything that
/// the document names carries a hash in its name, and may be kept for ever.
final class WebClient extends Handler.Wrapper {
    private static final List<String> PAGES =
            List.of(
                    "/",
                    "/sign-in",
                    "/callback",
                    "/contacts",
                    "/inbox",
                    "/safety",
                    "/protection",
                    "/users",
                    "/units",
                    "/reports",
                    "/settings",
                    "/looked",
                    "/account",
                    "/set-password",
                    "/templates",
                    "/exercises",
                    "/training",
                    "/jump-out");
    private static final List<String> PAGES_WITH_ID =
            List.of(
                    "/at/",
                    "/contacts/",
                    "/meetings/",
                    "/users/",
                    "/settings/",
                    "/templates/",
                    "/exercises/");

    private WebClient(ResourceHandler files) {
        super(files);
    }

    /// The web client that was built into this program.
    ///
    /// @throws StartException if it was not
    static WebClient packaged() {
        var files = new ResourceHandler();
        var directory = ResourceFactory.of(files).newClassLoaderResource("web/");
        if (directory == null || !directory.resolve("index.html").exists()) {
            throw new StartException("The web client is not built in; ./run builds it.");
        }
        return of(files, directory);
    }

    static WebClient of(Path directory) {
        var files = new ResourceHandler();
        return of(files, ResourceFactory.of(files).newResource(directory));
    }

    private static WebClient of(ResourceHandler files, Resource directory) {
        files.setBaseResource(directory);
        files.setDirAllowed(false);
        files.setEtags(true);
        files.setPrecompressedFormats(CompressedContentFormat.BR, CompressedContentFormat.GZIP);
        return new WebClient(files);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
            return false;
        }
        var path = Request.getPathInContext(request);
        if (isPage(path)) {
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            return super.handle(Request.serveAs(request, document(request)), response, callback);
        }
        if (isMistaken(path, request)) {
            response.setStatus(HttpStatus.NOT_FOUND_404);
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            return super.handle(Request.serveAs(request, document(request)), response, callback);
        }
        var forEver = path.startsWith("/assets/");
        response.getHeaders()
                .put(
                        HttpHeader.CACHE_CONTROL,
                        forEver ? "public, max-age=31536000, immutable" : "no-cache");
        return super.handle(request, response, callback);
    }

    static boolean isPage(String path) {
        return PAGES.contains(path)
                || PAGES_WITH_ID.stream()
                        .anyMatch(
                                start ->
                                        path.startsWith(start)
                                                && path.length() > start.length()
                                                && path.indexOf('/', start.length()) < 0);
    }

    /// Whether a person followed a link that is old or mistyped: the page that says so leads back.
    private static boolean isMistaken(String path, Request request) {
        var accepts = request.getHeaders().get(HttpHeader.ACCEPT);
        return accepts != null
                && accepts.contains("text/html")
                && path.substring(path.lastIndexOf('/')).indexOf('.') < 0;
    }

    private static HttpURI document(Request request) {
        return HttpURI.build(request.getHttpURI()).pathQuery("/index.html").asImmutable();
    }
}
