using System.Net;
using PrivateLink.Engine.Settings;

namespace PrivateLink.Portal.Demonstration;

/// <summary>Settings of the demonstration (<c>Demonstration</c>).</summary>
public sealed class DemonstrationOptions
{
    public const string Section = "Demonstration";

    /// <summary>Whether an empty database is filled, the echo upstream runs and traffic flows.</summary>
    public bool Enabled { get; set; }

    /// <summary>On average; the pace varies as real arrivals do. 0 leaves the listeners to you.</summary>
    [Setting("a second")]
    public double ConnectionsPerSecond { get; set; } = 3;

    /// <summary>Where the echo upstream listens.</summary>
    public string Upstream { get; set; } = "127.0.0.1:7450";

    /// <summary>Repeats the same traffic on each run.</summary>
    public int Seed { get; set; } = 7441;

    internal IPEndPoint UpstreamAddress => BoundAddress.TryParse(Upstream, out var address) ? address : throw new FormatException(BoundAddress.Problem(Upstream, "127.0.0.1:7450"));
}
