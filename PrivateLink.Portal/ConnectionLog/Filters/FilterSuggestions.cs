using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>
/// Suggests how to complete a filter: fields, and then values of a field. It offers only what the caller may know. That is values of the caller's
/// newest connections, and of its hosts, endpoints and tenants.
/// </summary>
public sealed class FilterSuggestions(IDbContextFactory<PortalDbContext> contexts, LiveConnections log)
{
    /// <summary>The most suggestions; a person can read this many at a glance.</summary>
    public const int Most = 8;

    private const int NewestLookedAt = 2_000;

    /// <param name="caller">The person who types.</param>
    /// <param name="text">The text in the input field.</param>
    /// <param name="caret">The position of the caret.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    [Requires(Permission.ViewConnections)]
    public async Task<IReadOnlyList<FilterSuggestion>> OfferAsync(Caller caller, string text, int caret, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        if (text.Length > FilterParser.MaximumLength || FilterToken.At(text, caret) is not { } token) return [];
        if (token.Field is null) return [.. FieldsLike(caller, token)];
        if (IsHidden(caller, token.Field)) return [];
        var values = await ValuesAsync(caller, token.Field, token.Typed, cancellationToken);
        return [.. Best(values, token.Typed).Select(value =>
            new FilterSuggestion(FilterText.ValueOf(value), token.From, token.To, value, HintOf(token.Field, value), GoesOn: false))];
    }

    private static IEnumerable<FilterSuggestion> FieldsLike(Caller caller, FilterToken token) =>
        from field in FilterField.All
        where !IsHidden(caller, field) && field.Name.StartsWith(token.Typed, StringComparison.OrdinalIgnoreCase)
        select new FilterSuggestion($"{field.Name}{(field.IsOrdered ? ">" : ":")}", token.From, token.To, field.Name, field.Title, GoesOn: !field.IsOrdered);

    /// <summary>A tenant finds nothing by fields that only the company may see.</summary>
    private static bool IsHidden(Caller caller, FilterField field) => !caller.IsCompany && (field.IsCompanys || field == FilterField.Tenant);

    private async Task<IEnumerable<string>> ValuesAsync(Caller caller, FilterField field, string typed, CancellationToken cancellationToken)
    {
        if (field.KnownValues.Count > 0) return field.KnownValues;
        if (field == FilterField.Resource || field.IsOrdered) return [];
        var kept = await KeptAsync(caller, field, typed, cancellationToken);
        if (field == FilterField.Tenant) return kept;
        var column = field.Columns[0];
        var seen = log.Snapshot(caller, null, NewestLookedAt).Select(column.AskedOf).OfType<string>();
        return seen.CountBy(value => value).OrderByDescending(value => value.Value).Select(value => value.Key).Concat(kept);
    }

    /// <summary>Values from the database that belong to the caller; empty while it does not answer.</summary>
    private async Task<IReadOnlyList<string>> KeptAsync(Caller caller, FilterField field, string typed, CancellationToken cancellationToken)
    {
        var like = typed.ToLowerInvariant();
        try
        {
            await using var context = await contexts.OpenAsync(caller, cancellationToken);
            if (field == FilterField.Host)
                return await context.Resources.VisibleTo(caller).Select(resource => resource.Host).Where(host => host.Contains(like)).OrderBy(host => host).Take(Most).ToListAsync(cancellationToken);
            if (field == FilterField.Link)
                return await context.PrivateEndpoints.VisibleTo(caller).Where(endpoint => endpoint.LinkId != null).Select(endpoint => endpoint.LinkId!)
                    .Where(link => link.Contains(typed)).OrderBy(link => link).Take(Most).ToListAsync(cancellationToken);
            if (field == FilterField.Tenant)
                return await context.Tenants.VisibleTo(caller).Select(tenant => tenant.Name).OrderBy(name => name).ToListAsync(cancellationToken);
            return [];
        }
        catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
        {
            return [];
        }
    }

    /// <summary>Orders values that begin with the text before those that contain it.</summary>
    private static IEnumerable<string> Best(IEnumerable<string> values, string typed) => values
        .Where(value => value.Contains(typed, StringComparison.OrdinalIgnoreCase) && !string.Equals(value, typed, StringComparison.OrdinalIgnoreCase))
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .OrderBy(value => value.StartsWith(typed, StringComparison.OrdinalIgnoreCase) ? 0 : 1)
        .Take(Most);

    private static string? HintOf(FilterField field, string value) =>
        field == FilterField.Reason && ReasonTable.TryFind(value, out Reason reason) ? ReasonTable.Describe(reason).Title
        : field == FilterField.Ending && ReasonTable.TryFind(value, out CloseReason ending) ? ReasonTable.Describe(ending).Title
        : null;
}
