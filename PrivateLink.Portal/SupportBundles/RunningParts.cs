using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Background;
using PrivateLink.Engine.Policy;
using PrivateLink.Portal.Health;
using PrivateLink.Portal.Marks;
using PrivateLink.Portal.Operations.Now;
using PrivateLink.Portal.Operations.Tail;
using PrivateLink.Portal.Telemetry;

namespace PrivateLink.Portal.SupportBundles;

/// <summary>The parts of a bundle that only the running portal knows, all from memory.</summary>
internal sealed class RunningParts(
    IConfiguration configuration, NowReports now, HealthCheckService health, DatabaseState database, BackgroundWork background, IPolicySource policies, ServiceMoments moments,
    RecentLog log, IOptions<TelemetryOptions> telemetry, TimeProvider time) : ISupportReport
{
    /// <summary>Reads what <see cref="ReadAsync"/> wrote; null if another version wrote it.</summary>
    public static IReadOnlyList<BundlePart>? Of(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<IReadOnlyList<BundlePart>>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var reader = new PartReader(Redaction.Of(configuration, policies.Current), time);
        var parts = await Task.WhenAll(
            reader.ReadAsync(BundleContents.Process, () => ProcessFacts.Read(time.GetUtcNow()), cancellationToken),
            reader.ReadAsync(BundleContents.Health, HealthAsync, cancellationToken),
            reader.ReadAsync(BundleContents.Now, () => NowText.StateOf(now.Read()), cancellationToken),
            reader.ReadAsync(BundleContents.Policy, () => policies.Current is { } policy ? PolicySummary.Of(policy) : "No policy is in force, so every connection is denied.\n", cancellationToken),
            reader.ReadAsync(BundleContents.RecentMoments, () => MomentList.Of(moments.Recent), cancellationToken),
            reader.ReadAsync(BundleContents.Log, () => string.Join('\n', log.Lines) + "\n", cancellationToken),
            reader.ReadAsync(BundleContents.Metrics, MetricsAsync, cancellationToken));
        return JsonSerializer.Serialize(parts);
    }

    /// <summary>Asks the port as Prometheus does. One that listens on all addresses is asked on this machine.</summary>
    private async Task<string> MetricsAsync(CancellationToken cancellationToken)
    {
        if (!IPEndPoint.TryParse(telemetry.Value.Metrics ?? "", out var port)) throw new InvalidOperationException("Telemetry:Metrics is not set");
        if (port.Address.Equals(IPAddress.Any)) port.Address = IPAddress.Loopback;
        if (port.Address.Equals(IPAddress.IPv6Any)) port.Address = IPAddress.IPv6Loopback;
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri($"http://{port}/metrics"), cancellationToken);
    }

    private async Task<string> HealthAsync(CancellationToken cancellationToken)
    {
        var (report, text) = (await health.CheckHealthAsync(cancellationToken), new StringBuilder());
        foreach (var (name, entry) in report.Entries) text.Append(CultureInfo.InvariantCulture, $"{name,-10} {entry.Status}: {entry.Description}\n");
        if (database.Trouble is { } trouble) text.Append(CultureInfo.InvariantCulture, $"database   since {trouble.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: {trouble.Problem}\n");
        foreach (var loop in background.Loops) text.Append(CultureInfo.InvariantCulture, $"work       {loop.Name}: {(loop.IsFailing ? "failed within the last minute" : "runs")}\n");
        return text.ToString();
    }
}
