using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using PrivateLink.Engine;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.Identity.Setup;
using PrivateLink.Portal.PolicySnapshots.Disk;
using PrivateLink.Portal.Succession;
using PrivateLink.Portal.Upgrades;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Hosting;

/// <summary>From settings to a running portal, with the checks in the order in which they can fail.</summary>
internal static class PortalRun
{
    private static readonly TimeSpan PatienceWithAFailedStart = TimeSpan.FromSeconds(2);
    private static readonly WayIn ByCommand = new(
        "Setup", "The portal has no administrator yet. This output may be logged, so it contains no link.",
        "PrivateLink.Portal admin create --email ada@my-saas.io --password-file FILE");

    private static readonly TimeSpan PatienceWithTheDatabase = TimeSpan.FromSeconds(15);

    public static async Task<int> RunPortalAsync(this WebApplication app, CancellationToken cancellationToken = default)
    {
        await using var disposed = app;
        if (SettingsCheck.Problems(app.Services) is { Count: > 0 } problems) return await FailAsync(app, ExitCode.Settings, [.. problems]);
        SuccessorRun.Prepare(app.Services);
        var url = app.Services.GetRequiredService<IOptions<PortalOptions>>().Value.Url;
        app.Urls.Add(url);
        app.Services.GetRequiredService<FilePrivacy>().Restore();
        app.Services.GetRequiredService<ExposedSecrets>().Warn();
        _ = app.Services.GetRequiredService<AuditWatch>(); // must know whether there was a policy before this start writes one
        try
        {
            // Without a first policy, every connection would be denied. An operator should see that now, before customers do.
            if (await app.Services.GetRequiredService<FirstPolicy>().BringIntoForceAsync(cancellationToken) is { } why)
                return await FailAsync(app, ExitCode.Database, why);

            if (app.Services.GetRequiredService<SuccessionState>().TakeOver is not null
                && await app.Services.GetRequiredService<FirstPolicy>().SchemaProblemAsync(cancellationToken) is { } mismatch)
                return await FailAsync(app, ExitCode.NotTakenOver, mismatch); // the predecessor works with the database

            await StartAsync(app, cancellationToken);
            await SuccessorRun.TakeOverAsync(app.Services, cancellationToken);
            if (app.Urls.FirstOrDefault() is { } bound) app.Services.GetRequiredService<PortalAddress>().Listens(bound);
            StartupReport.Write(Console.Out, app.Urls, app.Services.GetRequiredService<EngineStatus>().Listeners, await WaysInAsync(app, cancellationToken));
            await app.WaitForShutdownAsync(cancellationToken);
            return ExitCode.Success;
        }
        catch (PolicyFolderInUseException exception)
        {
            return await FailAsync(app, ExitCode.Settings, exception.Message);
        }
        catch (EngineStartException exception)
        {
            return await FailAsync(app, ExitCode.Settings, exception.Message);
        }
        catch (TakeOverException exception)
        {
            await app.StopAsync(CancellationToken.None);
            return await FailAsync(app, ExitCode.NotTakenOver, exception.Message);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            return await FailAsync(app, ExitCode.Settings, $"Portal:Url: {url} is in use by another process. Stop it, or choose another port.");
        }
    }

    /// <summary>Starts everything, or stops what has started. Otherwise the disposal of running services would end the output with a stack trace.</summary>
    private static async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            using var patience = new CancellationTokenSource(PatienceWithAFailedStart);
            await app.StopAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    /// <summary>Links for people who cannot sign in yet: the demonstration's links, and the setup link while the portal has no administrator.</summary>
    /// <remarks>An unavailable or locked database must not delay the report. No one can sign in until it answers, and a restart prints the links.</remarks>
    private static async Task<IReadOnlyList<WayIn>> WaysInAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var finding = Task.Run(() => FindWaysInAsync(app, cancellationToken), cancellationToken);
        await Task.WhenAny(finding, Task.Delay(PatienceWithTheDatabase, cancellationToken));
        return finding.IsCompleted ? await finding : [];
    }

    private static async Task<IReadOnlyList<WayIn>> FindWaysInAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var ways = new List<WayIn>();
        try
        {
            await AddWaysInAsync(app, ways, cancellationToken);
        }
        catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
        {
            // The engine enforces its current policy.
        }

        return ways;
    }

    private static async Task AddWaysInAsync(WebApplication app, List<WayIn> ways, CancellationToken cancellationToken)
    {
        if (!app.Services.GetRequiredService<WayInConsole>().IsWatched)
        {
            if (await app.Services.GetRequiredService<FirstAdministrator>().IsMissingAsync(cancellationToken)) ways.Add(ByCommand);
            return;
        }

        if (app.Services.GetService<DemoPeople>() is { } people)
            ways.AddRange((await people.LinksAsync(cancellationToken)).Select(link => new WayIn(link.Title, link.Link, "signs you in, once, within the hour")));
        if (await app.Services.GetRequiredService<FirstAdministrator>().IsMissingAsync(cancellationToken))
        {
            var token = app.Services.GetRequiredService<SetupLink>().Issue();
            ways.Add(new WayIn("Setup", app.Services.GetRequiredService<PortalAddress>().Link("setup", token.Text), "makes you the administrator, once, within the hour"));
        }
    }

    /// <summary>Reports on the console, and to the process that would have been the predecessor.</summary>
    private static async Task<int> FailAsync(WebApplication app, int exitCode, params string[] problems)
    {
        await FailAsync(exitCode, problems);
        if (app.Services.GetRequiredService<SuccessionState>().TakeOver is { } takeOver) await takeOver.FailAsync(string.Join(" ", problems));
        return exitCode;
    }

    public static async Task<int> FailAsync(int exitCode, params string[] problems)
    {
        var title = problems.Length == 1 ? "PrivateLink cannot start:" : $"PrivateLink cannot start, for {problems.Length} reasons:";
        await Console.Error.WriteLineAsync(title);
        foreach (var problem in problems) await Console.Error.WriteLineAsync($"  - {problem}");
        return exitCode;
    }
}
