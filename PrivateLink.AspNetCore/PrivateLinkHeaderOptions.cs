using Microsoft.Extensions.Options;

namespace PrivateLink.AspNetCore;

/// <summary>Settings of a port that requires the engine's header.</summary>
public sealed class PrivateLinkHeaderOptions
{
    /// <summary>
    /// Where the engine connects from: networks in CIDR notation, or single addresses. Required, because any sender of this header chooses its own
    /// identity. Connections from other addresses are closed before a byte is read. To trust every source, list <c>0.0.0.0/0</c> and <c>::/0</c>.
    /// </summary>
    public IList<string> TrustedSources { get; } = [];

    /// <summary>
    /// How long the header may take from accept. The engine sends it with the first bytes, so the default of five seconds allows for lost packets.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Throws if a setting is wrong; the message names every problem with an accepted form.</summary>
    /// <exception cref="OptionsValidationException">A setting is wrong or missing.</exception>
    internal void Validate()
    {
        var problems = Problems().ToList();
        if (problems.Count > 0) throw new OptionsValidationException(nameof(PrivateLinkHeaderOptions), typeof(PrivateLinkHeaderOptions), problems);
    }

    private IEnumerable<string> Problems()
    {
        if (TrustedSources.Count == 0)
            yield return $"{nameof(TrustedSources)}: required; list the addresses the engine connects from. Example: 10.0.0.0/16.";
        foreach (var source in TrustedSources)
            if (!Protocol.ProxyProtocol.TrustedSources.TryParse(source, out _))
                yield return $"{nameof(TrustedSources)}: '{source}' is not a network in CIDR notation. Example: 10.0.0.0/16.";
        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromMinutes(1))
            yield return $"{nameof(Timeout)}: {Timeout} is not a duration between zero and one minute. Example: 00:00:05.";
    }
}
