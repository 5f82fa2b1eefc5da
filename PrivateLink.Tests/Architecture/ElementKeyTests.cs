using System.Text.RegularExpressions;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Architecture;

/// <summary>Two siblings with an equal <c>@key</c> end the page of the person who looks at it. So a key is an identity, and never a text that may occur twice.</summary>
public partial class ElementKeyTests
{
    /// <summary>Keys without an identity that are distinct all the same: enum values, fixed lists, names that are unique by rule, and times of bars.</summary>
    private static readonly string[] Distinct =
    [
        "AttentionList (item.Sentence, item.Href)", "AuditBrowser name", "AuditFilters id", "AuditFilters result", "CallerGate _times", "ChartTable row.From",
        "CloseConnectionDialog ready", "ColumnMenu name", "CommandPalette entry", "ConnectionDetail step.Name", "ConnectionDetail words", "ConnectionGroups by",
        "DecoderPage name", "DigestFigures name", "EnginePanel listener.Name", "EvidencePage period", "EvidencePage row.Entry",
        "FailedNameList (failed.EndpointId, failed.Description.Code)", "FirstStepsList step.Title", "GroupSwitch by",
        "HandoverPanel (Shown, _made)", "HandoverPanel days", "HourBars bar.From", "LinkStep arrival.LinkId", "LinksEditor Editor.Draft.Links[index]",
        "ListenerCard kind", "ListenerCard outcome", "ListenerCard peer.Peer", "ListenersPage listener.Name", "ModeChoice mode", "NavigationRail section.Path",
        "OperationsTabs path", "OutcomeHistogram bucket.From", "OutcomeHistogram outcome", "OutcomeToggles outcome", "PreviewChart hour.Hour", "ReplayPanel cloud",
        "ReplayPanel count", "ReplayPanel grant", "ReplayPanel mode", "ResourcesPage column", "SettingsPage heading", "ShareConnection hours", "SimulatorPage cloud",
        "SimulatorPage name", "SpokenNews _said", "StepList step.Step", "ToolTabs path", "UnclaimedLinksPage (link.Cloud, link.Service, link.LinkId)",
    ];

    [Fact]
    public void Keys_OfAllComponents_AreIdentities()
    {
        var others = Components().SelectMany(file => Key().Matches(File.ReadAllText(file)).Select(key => key.Groups[1].Value)
            .Where(key => !Identity().IsMatch(key)).Select(key => $"{Path.GetFileNameWithoutExtension(file)} {key}")).Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.Empty(others.Except(Distinct));
        Assert.Empty(Distinct.Except(others));
    }

    internal static IEnumerable<string> Components() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "PrivateLink.Portal", "Components"), "*.razor", SearchOption.AllDirectories);

    [GeneratedRegex("@key=\"([^\"]+)\"")]
    private static partial Regex Key();

    [GeneratedRegex(@"^[\w.\[\]]*\b(Id|ResourceId|EndpointId|TenantId|Sequence|Number|Code|Key)$")]
    private static partial Regex Identity();
}
