using PrivateLink.Portal.Changes;

namespace PrivateLink.Portal.Upstreams;

/// <summary>For an outdated form of an upstream: the fields that differ from the saved upstream, in the form's own words.</summary>
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
