using PrivateLink.Engine;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.AuditEvidence;
using PrivateLink.Portal.AuditReading;
using PrivateLink.Portal.Ceilings;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Commands;
using PrivateLink.Portal.Components;
using PrivateLink.Portal.Components.Pages.AuditEvidence;
using PrivateLink.Portal.Components.Pages.Operations;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Exports;
using PrivateLink.Portal.ConnectionSharing;
using PrivateLink.Portal.Connectivity;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.FirstSteps;
using PrivateLink.Portal.Health;
using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.KeyRing;
using PrivateLink.Portal.LiveSettings;
using PrivateLink.Portal.Mail;
using PrivateLink.Portal.Marks;
using PrivateLink.Portal.News;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Portal.Operations;
using PrivateLink.Portal.People;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Portal.Publishing;
using PrivateLink.Portal.Resources;
using PrivateLink.Portal.Revisions;
using PrivateLink.Portal.Secrets;
using PrivateLink.Portal.Succession;
using PrivateLink.Portal.SupportBundles;
using PrivateLink.Portal.Telemetry;
using PrivateLink.Portal.Tenants;
using PrivateLink.Portal.Timekeeping;
using PrivateLink.Portal.Upgrades;
using PrivateLink.Portal.Upstreams;
using PrivateLink.Portal.Web;

return await PortalCommand.InvokeAsync(args, Build);

public static partial class Program
{
    /// <summary>Builds the portal from its parts.</summary>
    public static WebApplication Build(string[] settings) => Build(settings, inheritance: null);

    /// <summary>Builds it for a process that takes over from another one.</summary>
    internal static WebApplication Build(string[] settings, Inheritance? inheritance)
    {
        var builder = WebApplication.CreateBuilder(ProgramFolder.Options(settings));
        builder.AddSecrets();
        builder.AddPortalHosting();
        builder.AddUpgrades(settings, inheritance);
        builder.AddLiveSettings(() => Build(settings));
        builder.AddPortalWeb();
        builder.AddAccess();
        builder.AddCeilings();
        builder.AddPortalData();
        builder.AddDatabaseHealth();
        builder.AddTimekeeping();
        builder.AddKeyRing();
        builder.AddCallers();
        builder.AddAudit();
        builder.AddChanges();
        builder.AddPolicySnapshots();
        builder.AddAuditReading();
        builder.AddMail();
        builder.AddTenants();
        builder.AddPeople();
        builder.AddUpstreams();
        builder.AddPrivateEndpoints();
        builder.AddResources();
        builder.AddRevisions();
        builder.AddConnectionLog();
        builder.AddConnectionSharing();
        builder.AddAuditEvidence();
        builder.AddPublishing();
        builder.AddOnboarding();
        builder.AddNews();
        builder.AddFirstSteps();
        builder.AddOperations();
        builder.AddMarks();
        builder.AddSupportBundles();
        builder.AddConnectivity();
        builder.Services.AddPortalComponents();
        builder.Services.AddPrivateLinkEngine(builder.Configuration.GetSection(EngineOptions.Section));
        builder.AddDemonstration();
        builder.AddTelemetry();
        builder.ReadKeysWhenFirstUsed();

        var app = builder.Build();
        app.UsePortalWeb();
        app.MapPortalHealth();
        app.MapNow();
        app.MapConnectionExports();
        app.MapAuditExport();
        app.MapAuditEvidence();
        app.MapPortalComponents();
        return app;
    }
}
