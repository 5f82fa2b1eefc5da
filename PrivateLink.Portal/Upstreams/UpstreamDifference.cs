using PrivateLink.Portal.Changes;

namespace PrivateLink.Portal.Upstreams;

/// <summary>For a form that is older than the upstream: the fields that differ, in the form's own words.</summary>
internal static class UpstreamDifference
{
    public static IReadOnlyList<FieldDifference> Between(UpstreamDraft yours, UpstreamDraft theirs) =>
    [
        .. WordsOf(yours).Zip(WordsOf(theirs), (your, their) => new FieldDifference(your.Field, your.Words, their.Words))
            .Where(field => field.Yours != field.Theirs),
    ];

    private static IReadOnlyList<(string Field, string Words)> WordsOf(UpstreamDraft draft) =>
    [
        ("Name", draft.Name.Trim()),
        ("Addresses", string.Join(", ", UpstreamForm.Lines(draft.Addresses))),
        ("PROXY header", draft.SendProxyHeader ? "sent" : "not sent"),
    ];
}
