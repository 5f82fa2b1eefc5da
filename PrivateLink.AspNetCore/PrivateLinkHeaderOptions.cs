using Microsoft.Extensions.Options;

namespace PrivateLink.AspNetCore;

/// <summary>How a port takes the header that the engine puts in front of its connections.</summary>
public sealed class PrivateLinkHeaderOptions
{
    /// <summary>
    /// Where the engine connects from: networks in CIDR notation, or single addresses. Required, because anyone who may send this header says who it
    /// is; connections from anywhere else are closed before a byte is read. To trust everyone, write <c>0.0.0.0/0</c> and <c>::/0</c>.
    /// </summary>
    public IList<string> TrustedSources { get; } = [];

    /// <summary>
    /// How long the header may take, from the moment the connection is there. The engine sends it with the first bytes, so the default of five
    /// seconds allows for one lost packet and more.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>All that is wrong, each with an accepted form.</summary>
    /// <exception cref="OptionsValidationException">Something is.</exception>
    internal void Validate()
    {
        var problems = Problems().ToList();
        if (problems.Count > 0) throw new OptionsValidationException(nameof(PrivateLinkHeaderOptions), typeof(PrivateLinkHeaderOptions), problems);
    }

    private IEnumerable<string> Problems()
    {
        if (TrustedSources.Count == 0)
            yield return $"{nameof(TrustedSources)}: required; list the addresses the engine connects from, for example 10.0.0.0/16.";
        foreach (var source in TrustedSources)
            if (!Protocol.ProxyProtocol.TrustedSources.TryParse(source, out _))
                yield return $"{nameof(TrustedSources)}: '{source}' is not a network in CIDR notation, for example 10.0.0.0/16.";
        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromMinutes(1))
            yield return $"{nameof(Timeout)}: {Timeout} is not a duration between zero and one minute, for example 00:00:05.";
    }
}
