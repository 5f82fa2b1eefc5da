using System.Net;
using PrivateLink.Engine.Settings;

namespace PrivateLink.Portal.Demonstration;

/// <summary>Settings of the demonstration (<c>Demonstration</c>).</summary>
public sealed class DemonstrationOptions
{
    public const string Section = "Demonstration";

    /// <summary>Whether an empty database is filled, the echo upstream runs and traffic flows.</summary>
    public bool Enabled { get; set; }

    /// <summary>Connections per second on average; the pace varies, as real arrivals do. 0 generates no traffic, so that you can send your own.</summary>
    [Setting("a second")]
    public double ConnectionsPerSecond { get; set; } = 3;

    /// <summary>Where the demonstration's upstream listens.</summary>
    public string Upstream { get; set; } = "127.0.0.1:7450";

    /// <summary>The seed of the random numbers, which makes the traffic the same in each run.</summary>
    public int Seed { get; set; } = 7441;

    internal IPEndPoint UpstreamAddress => BoundAddress.TryParse(Upstream, out var address) ? address : throw new FormatException(BoundAddress.Problem(Upstream, "127.0.0.1:7450"));
}
