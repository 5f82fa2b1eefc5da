using Microsoft.Extensions.Options;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Ceilings;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.KeyRing;
using PrivateLink.Portal.Mail;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.Secrets;
using PrivateLink.Portal.Telemetry;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Hosting;

/// <summary>Checks every group of settings before anything starts, and reports all problems at once.</summary>
internal static class SettingsCheck
{
    /// <summary>The sections of the portal's settings, and the relevant ones of ASP.NET Core.</summary>
    public static SettingsSections Sections { get; } = new(
    [
        new(SecretsOptions.Section, typeof(SecretsOptions)),
        new(PortalOptions.Section, typeof(PortalOptions)),
        new(WebOptions.Section, typeof(WebOptions)),
        new(DatabaseOptions.Section, typeof(DatabaseOptions)),
        new(KeyRingOptions.Section, typeof(KeyRingOptions)),
        new(PolicyOptions.Section, typeof(PolicyOptions)),
        new(PeopleOptions.Section, typeof(PeopleOptions)),
        new(MailOptions.Section, typeof(MailOptions)),
        new(RecordsOptions.Section, typeof(RecordsOptions)),
        new(CeilingOptions.Section, typeof(CeilingOptions)),
        new(DemonstrationOptions.Section, typeof(DemonstrationOptions)),
        new(TelemetryOptions.Section, typeof(TelemetryOptions)),
        new(EngineOptions.Section, typeof(EngineOptions)),
        new("Kestrel", Options: null, Live: PortalCertificate.Section),
        new("Logging", Options: null, Live: "Logging"),
        new("AllowedHosts", Options: null, Live: "AllowedHosts"),
    ]);

    /// <summary>One sentence per problem, with its key and an accepted form; empty if there is none.</summary>
    public static IReadOnlyList<string> Problems(IServiceProvider services) =>
        [.. Sections.All.SelectMany(section => section.Options is { } options ? ProblemsOf(services, section.Name, options) : [])];

    /// <summary>For the commands that need only the database.</summary>
    public static IReadOnlyList<string> DatabaseProblems(IServiceProvider services) =>
    [
        .. ProblemsOf(services, SecretsOptions.Section, typeof(SecretsOptions)),
        .. ProblemsOf(services, DatabaseOptions.Section, typeof(DatabaseOptions)),
    ];

    private static IEnumerable<string> ProblemsOf(IServiceProvider services, string section, Type options)
    {
        var configuration = services.GetRequiredService<IConfiguration>().GetSection(section);
        List<string> problems = [.. SettingForms.Problems(configuration, options)];

        // Validators see only bound values. A value that cannot be bound was reported above.
        if (problems.Count > 0) return problems;
        try
        {
            _ = ((IOptions<object>)services.GetRequiredService(typeof(IOptions<>).MakeGenericType(options))).Value;
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return exception.Failures;
        }
    }
}
