using System.Reflection;
using PrivateLink.AspNetCore;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Data;
using PrivateLink.Protocol.Policy;
using Xunit;

namespace PrivateLink.Tests.Architecture;

/// <summary>
/// Code used only by tests is dead and is deleted; its tests then use the product's own path. Public members of the protocol and AspNetCore libraries
/// count as used.
/// </summary>
public class UnusedMemberTests
{
    private static readonly Assembly[] Product = [typeof(EngineOptions).Assembly, typeof(PortalDbContext).Assembly];
    private static readonly Assembly[] Offered = [typeof(AccessPolicy).Assembly, typeof(PrivateLinkApplicationBuilderExtensions).Assembly];

    /// <summary>The end of a name, and why it stays. This list may only get shorter.</summary>
    private static readonly Dictionary<string, string> Kept = new()
    {
        // Offered to hosts that embed the engine.
        ["Engine.Background.LoopStatus.Failures"] = "status",
        ["Engine.Background.LoopStatus.LastError"] = "status",
        ["Engine.EngineStatus.UndecidedConnections"] = "status",
        ["Engine.Transport.TransportStatus.LastError"] = "status",
        ["Engine.Transport.TransportStatus.LoopDeaths"] = "status",

        // Tests need these to avoid waiting and guessing.
        ["Engine.Forwarding.ConnectingBudget.Taken"] = "shows that everything was given back",
        ["Engine.Transport.PreludeBudget.Taken"] = "shows that everything was given back",
        ["Portal.Access.CurrentCaller.Become"] = "a page under test has a caller without a cookie",
        ["Portal.ConnectionLog.TrafficCount.Second"] = "which second a count is of",
        ["Portal.Demonstration.EchoUpstream.Address"] = "the port that the system chose",
        ["Portal.Identity.Sessions.OpenPages.CountOf"] = "shows that every page was given back",
        ["Portal.Mail.MailRoom.Waiting"] = "letters, without a server that takes them",
        ["Portal.Timekeeping.TrustedClock.Believe"] = "a clock that need not be proved first",
        ["Portal.Audit.AuditVerifier.VerifyAsync"] = "the whole log, without a checkpoint",

        // Declarations that tests compare with the product's behaviour.
        ["Portal.Access.IRefusal.Permission"] = "which permission was missing",
        ["Portal.Access.Permissions.All"] = "docs/permissions.md",
        ["Portal.Access.TenantSeesAttribute.Sight"] = "what a tenant may see of a record",
        ["Portal.Clouds.Artefacts.Artefact.Language"] = "each text is parsed as what it is",
        ["Portal.Demonstration.TrafficScenario.Expected"] = "the demonstration plays what it promises",

        ["Portal.ConnectionLog.Decoding.DecodedBytes.ServerName"] = "the decoder's answer, beside the words of the page",

        // Found as one of many.
        ["Portal.ConnectionLog.Columns.ConnectionColumns."] = "all columns of the record",

        // Compared or serialised as a whole.
        ["Portal.Audit.RefusalTally+Kind.Address"] = "part of a key",
        ["Portal.Audit.RefusalTally+Kind.TargetId"] = "part of a key",
        ["Portal.Audit.RefusalTally+Kind.TenantId"] = "part of a key",
        ["Portal.Identity.Sessions.SignInPlace.Browser"] = "part of a key",
        ["Portal.Identity.Sessions.SignInPlace.Network"] = "part of a key",
        ["Portal.AuditReading.AuditExportLine."] = "a line of JSON",
        ["Portal.ConnectionLog.Filters.FilterSuggestion."] = "the browser draws it",

        // Named by an attribute.
        ["Portal.Components.Layout.SheetLayout"] = "the layout of a page",

        // A parameter that makes Blazor render again when it changes.
        ["Portal.Components.Pages.Onboarding.EnforcementPanel.Beat"] = "asks again",
        ["Portal.Components.Pages.Onboarding.ProtectionEnd.Beat"] = "asks again",
        ["Portal.Components.Pages.Onboarding.Timeline.Beat"] = "asks again",

        // Stored, but not shown yet.
        ["Portal.Data.Entities.PortalUser.CreatedAt"] = "stored",
    };

    [Fact]
    public void Members_OfTheProduct_AreUsedByTheProduct()
    {
        var unused = new MemberUses(Product, Offered).Unused().Order(StringComparer.Ordinal).ToList();

        var dead = unused.Where(name => !Kept.Keys.Any(kept => IsKept(name, kept))).ToList();
        Assert.True(dead.Count == 0, $"Only tests use these members. Delete them:\n{string.Join('\n', dead)}");
        Assert.DoesNotContain(Kept.Keys, kept => !unused.Exists(name => IsKept(name, kept))); // used or deleted: remove it from the list
    }

    private static bool IsKept(string name, string kept) => kept.EndsWith('.') ? name.Contains(kept, StringComparison.Ordinal) : name.EndsWith("." + kept, StringComparison.Ordinal);
}
