using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PrivateLink.AspNetCore;

/// <summary>Adds the engine's header to a port of Kestrel.</summary>
public static class PrivateLinkListenOptionsExtensions
{
    /// <summary>
    /// Requires the engine's header in front of every connection, with the settings of <c>services.Configure&lt;PrivateLinkHeaderOptions&gt;(…)</c>.
    /// Call it before <c>UseHttps</c>: the header comes before the TLS handshake.
    /// </summary>
    /// <param name="listenOptions">The port.</param>
    /// <returns>The same port.</returns>
    /// <exception cref="OptionsValidationException">The settings are wrong or lack trusted sources; the message names all problems.</exception>
    public static ListenOptions UsePrivateLinkHeader(this ListenOptions listenOptions)
    {
        ArgumentNullException.ThrowIfNull(listenOptions);
        return listenOptions.UsePrivateLinkHeader(listenOptions.ApplicationServices.GetRequiredService<IOptions<PrivateLinkHeaderOptions>>().Value);
    }

    /// <summary>
    /// Requires the engine's header in front of every connection. Call it before <c>UseHttps</c>: the header comes before the TLS handshake.
    /// </summary>
    /// <param name="listenOptions">The port.</param>
    /// <param name="configure">Sets at least <see cref="PrivateLinkHeaderOptions.TrustedSources"/>.</param>
    /// <returns>The same port.</returns>
    /// <exception cref="OptionsValidationException">The settings are wrong or lack trusted sources; the message names all problems.</exception>
    public static ListenOptions UsePrivateLinkHeader(this ListenOptions listenOptions, Action<PrivateLinkHeaderOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(listenOptions);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new PrivateLinkHeaderOptions();
        configure(options);
        return listenOptions.UsePrivateLinkHeader(options);
    }

    private static ListenOptions UsePrivateLinkHeader(this ListenOptions listenOptions, PrivateLinkHeaderOptions options)
    {
        options.Validate();
        var services = listenOptions.ApplicationServices;
        var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var logger = services.GetRequiredService<ILogger<PrivateLinkHeaderMiddleware>>();
        listenOptions.Use(next => new PrivateLinkHeaderMiddleware(next, options, time, logger).OnConnectionAsync);
        return listenOptions;
    }
}
