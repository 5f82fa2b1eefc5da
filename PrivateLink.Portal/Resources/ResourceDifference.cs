using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Resources;

/// <summary>Finds where an outdated form differs from the saved resource.</summary>
internal static class ResourceDifference
{
    private const string Host = "Host name";
    private const string Aliases = "Alias names";
    private const string Upstream = "Upstream";

    public static async Task<IReadOnlyList<FieldDifference>> BetweenAsync(
        PortalDbContext context, Caller caller, ResourceDraft draft, Resource saved, CancellationToken cancellationToken)
    {
        // The saved resource is written in the same form, so that only real differences appear.
        var yours = await WordsAsync(context, draft, cancellationToken);
        var theirs = await WordsAsync(context, ResourceService.DraftOf(saved, caller), cancellationToken);
        return
        [
            .. yours.Zip(theirs, (your, their) => new FieldDifference(your.Field, your.Words, their.Words))
                .Where(field => field.Yours != field.Theirs)

                // A tenant cannot change what the company assigns, and must not see other upstreams.
                .Where(field => caller.IsCompany || field.Field is not (Host or Aliases or Upstream)),
        ];
    }

    private static async Task<IReadOnlyList<(string Field, string Words)>> WordsAsync(PortalDbContext context, ResourceDraft draft, CancellationToken cancellationToken) =>
    [
        (Host, HostInput.Parse(draft.Host).Host ?? draft.Host.Trim()),
        (Aliases, AliasNames.Split(draft.Aliases) is { Length: > 0 } names ? AliasNames.Join(names) : "none"),
        (Upstream, await context.Upstreams.Where(upstream => upstream.Id == draft.UpstreamId).Select(upstream => upstream.Name).SingleOrDefaultAsync(cancellationToken) ?? "none"),
        ("Mode", WordsOf(draft.Mode)),
        ("Enabled", draft.Enabled ? "yes" : "no"),
        ("Private endpoints", draft.Links.Count == 0 ? "none" : string.Join(", ", draft.Links.Select(WordsOf).Order(StringComparer.Ordinal))),
    ];

    private static string WordsOf(ResourceMode? mode) => mode?.ToString() ?? "none";

    private static string WordsOf(LinkDraft link) => link.Enabled ? link.Text.Trim() : $"{link.Text.Trim()} (disabled)";
}
