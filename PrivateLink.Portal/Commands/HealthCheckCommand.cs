using System.CommandLine;
using System.Net;
using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.Secrets;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Commands;

/// <summary><c>healthcheck</c>: asks the portal with these settings how it is. For containers, which have no other program to ask with.</summary>
internal static class HealthCheckCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly Option<string> Check = new("--path") { Description = "What to ask.", DefaultValueFactory = static _ => "/livez" };

    public static Command Create()
    {
        Check.AcceptOnlyFromAmong("/livez", "/readyz/proxy", "/readyz/portal");
        var command = new Command("healthcheck", "Asks the portal on this machine whether it is healthy. Exit code 0 if it is, otherwise 1.") { TreatUnmatchedTokensAsErrors = false };
        command.Options.Add(Check);
        command.SetAction((parsed, cancellationToken) => PortalCommand.WithSettingsAsync(parsed, async settings =>
        {
            var (isHealthy, answer) = await AskAsync(AddressOf(UrlIn(settings), parsed.GetValue(Check)!), cancellationToken);
            await (isHealthy ? Console.Out : Console.Error).WriteLineAsync(answer);
            return isHealthy ? ExitCode.Success : ExitCode.Unhealthy;
        }));
        return command;
    }

    private static string UrlIn(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(settings);
        builder.AddSettingsBesideTheProgram();
        builder.AddSecrets();
        return builder.Configuration[$"{PortalOptions.Section}:{nameof(PortalOptions.Url)}"] ?? new PortalOptions().Url;
    }

    /// <summary>A portal that listens on every address is asked at this machine's own, a name that it always accepts.</summary>
    internal static Uri AddressOf(string url, string path)
    {
        var address = new UriBuilder(url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal)) { Path = path };
        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var host) && (host.Equals(IPAddress.Any) || host.Equals(IPAddress.IPv6Any))) address.Host = "127.0.0.1";
        return address.Uri;
    }

    /// <summary>Whether it is healthy, and what it said. Any certificate is accepted: it is for the public name, and the question has no secret.</summary>
    internal static async Task<(bool IsHealthy, string Answer)> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
            AllowAutoRedirect = false,
            UseProxy = false,
        };
        using var client = new HttpClient(handler) { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(address, cancellationToken);
            var text = (await answer.Content.ReadAsStringAsync(cancellationToken)).Trim();
            return (answer.StatusCode == HttpStatusCode.OK, text.Length > 0 ? text : $"{address} answers {(int)answer.StatusCode}.");
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (false, $"{address} does not answer: {exception.Message}");
        }
    }
}
