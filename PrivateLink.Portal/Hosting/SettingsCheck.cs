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
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Hosting;

/// <summary>Reads every group of settings before anything starts, so that all problems are told at once.</summary>
internal static class SettingsCheck
{
    /// <summary>What settings of the portal stand under, ASP.NET Core's own included that matter to it.</summary>
    public static IReadOnlyList<string> Sections { get; } =
    [
        SecretsOptions.Section, PortalOptions.Section, WebOptions.Section, DatabaseOptions.Section, KeyRingOptions.Section, PolicyOptions.Section,
        PeopleOptions.Section, MailOptions.Section, RecordsOptions.Section, CeilingOptions.Section,
        DemonstrationOptions.Section, EngineOptions.Section, "Kestrel", "Logging", "AllowedHosts",
    ];

    /// <summary>One sentence per problem, with its key and an accepted form; empty when everything is right.</summary>
    public static IReadOnlyList<string> Problems(IServiceProvider services) =>
    [
        .. ProblemsOf<SecretsOptions>(services, SecretsOptions.Section),
        .. ProblemsOf<PortalOptions>(services, PortalOptions.Section),
        .. ProblemsOf<WebOptions>(services, WebOptions.Section),
        .. ProblemsOf<DatabaseOptions>(services, DatabaseOptions.Section),
        .. ProblemsOf<KeyRingOptions>(services, KeyRingOptions.Section),
        .. ProblemsOf<PolicyOptions>(services, PolicyOptions.Section),
        .. ProblemsOf<PeopleOptions>(services, PeopleOptions.Section),
        .. ProblemsOf<MailOptions>(services, MailOptions.Section),
        .. ProblemsOf<RecordsOptions>(services, RecordsOptions.Section),
        .. ProblemsOf<CeilingOptions>(services, CeilingOptions.Section),
        .. ProblemsOf<DemonstrationOptions>(services, DemonstrationOptions.Section),
        .. ProblemsOf<EngineOptions>(services, EngineOptions.Section),
    ];

    /// <summary>For the verbs that need the database only.</summary>
    public static IReadOnlyList<string> DatabaseProblems(IServiceProvider services) =>
    [
        .. ProblemsOf<SecretsOptions>(services, SecretsOptions.Section),
        .. ProblemsOf<DatabaseOptions>(services, DatabaseOptions.Section),
    ];

    private static IEnumerable<string> ProblemsOf<TOptions>(IServiceProvider services, string section)
        where TOptions : class
    {
        var configuration = services.GetRequiredService<IConfiguration>().GetSection(section);
        List<string> problems = [.. SettingForms.Problems(configuration, typeof(TOptions))];

        // Validators see bound values; what cannot be bound is told by its form.
        if (problems.Count > 0) return problems;
        try
        {
            _ = services.GetRequiredService<IOptions<TOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return exception.Failures;
        }
    }
}
