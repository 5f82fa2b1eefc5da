using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Clouds;

namespace PrivateLink.Portal.Publishing;

/// <summary>For an outdated form of a service: the fields that differ from the saved service, in the form's own words.</summary>
internal static class ServiceDifference
{
    public static IReadOnlyList<FieldDifference> Between(ServiceDraft yours, ServiceDraft theirs) =>
    [
        .. WordsOf(yours).Zip(WordsOf(theirs), (your, their) => new FieldDifference(your.Field, your.Words, their.Words))
            .Where(field => field.Yours != field.Theirs),
    ];

    private static IReadOnlyList<(string Field, string Words)> WordsOf(ServiceDraft draft) =>
    [
        ("Name", draft.Name.Trim()),
        ("Ports", Plain(draft.Ports)),
        ("Alias", draft.Alias.Trim()),
        ("Resource ID", draft.CloudResourceId.Trim()),
        ("Zone IDs", Plain(draft.ZoneIds)),
        ("Other regions", Plain(draft.SupportedRegions)),
        ("Private DNS name", draft.PrivateDnsName.Trim()),
        ("Instructions", draft.Instructions.Trim()),
        ("Accepts endpoints from", draft.Acceptance == Acceptance.Open ? "all accounts" : "accounts that we allow"),
        ("Offered to customers", draft.Published ? "yes" : "no"),
    ];

    /// <summary>The list with single spaces, so that only real differences count.</summary>
    private static string Plain(string list) => string.Join(' ', list.Split([' ', ',', ';', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
