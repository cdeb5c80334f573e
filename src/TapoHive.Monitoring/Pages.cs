using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace TapoHive.Monitoring;

/// <summary>What is shown: <c>/metrics</c> for Prometheus, <c>/healthz</c> and <c>/readyz</c> for whoever watches over the process.</summary>
internal sealed class Pages(HiveHealth health, RequestDelegate metrics, TimeSpan patience) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // Nothing is kept.
    }

    public Task ProcessRequestAsync(HttpContext context)
    {
        if (context.Request.Method is not ("GET" or "HEAD"))
        {
            return SayAsync(context, StatusCodes.Status405MethodNotAllowed, "There is nothing here but to be read.");
        }

        return context.Request.Path.Value switch
        {
            "/metrics" => metrics(context),
            "/healthz" => LivesAsync(context),
            "/readyz" => health.Objection is { } objection
                ? SayAsync(context, StatusCodes.Status503ServiceUnavailable, objection)
                : SayAsync(context, StatusCodes.Status200OK, "ready"),
            _ => SayAsync(context, StatusCodes.Status404NotFound, "There are /metrics, /healthz and /readyz."),
        };
    }

    private async Task LivesAsync(HttpContext context)
    {
        if (await health.IsAliveAsync(patience, context.RequestAborted).ConfigureAwait(false))
        {
            await SayAsync(context, StatusCodes.Status200OK, "alive").ConfigureAwait(false);
        }
        else
        {
            await SayAsync(context, StatusCodes.Status503ServiceUnavailable, "The hive's actors do not answer. Start the hive again, and see its log.").ConfigureAwait(false);
        }
    }

    private static Task SayAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(sentence + "\n", context.RequestAborted);
    }
}
