using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Resources;

/// <summary>Validates a draft against the database. It returns an error for each mistake, or the values to save.</summary>
internal sealed class ResourceForm
{
    public const string TenantField = nameof(ResourceDraft.TenantId);
    public const string HostField = nameof(ResourceDraft.Host);
    public const string AliasesField = nameof(ResourceDraft.Aliases);
    public const string OnTrialOnly =
        "Enforce a host on trial, under \"Enforcement\". There you see what it would block, and it rolls back if you do not confirm.";

    public const string ModeField = nameof(ResourceDraft.Mode);
    public const string UpstreamField = nameof(ResourceDraft.UpstreamId);
    public const string EnabledField = nameof(ResourceDraft.Enabled);
    public const string ReasonField = nameof(ResourceDraft.Reason);
    public const string LinksField = nameof(ResourceDraft.Links);

    private readonly Dictionary<string, string> _errors = [];

    private ResourceForm()
    {
    }

    /// <summary>One error by field path.</summary>
    public IReadOnlyDictionary<string, string> Errors => _errors;

    /// <summary>The values to save; null if anything is invalid.</summary>
    public ResourceValues? Values { get; private set; }

    public static async Task<ResourceForm> ReadAsync(
        PortalDbContext context, Caller caller, Resource? existing, ResourceDraft draft, DateTime quarantinedSince, CancellationToken cancellationToken)
    {
        var form = new ResourceForm();
        var tenantId = await form.ReadTenantAsync(context, existing, draft, cancellationToken);
        var host = await form.ReadHostAsync(context, existing, tenantId, draft, cancellationToken);
        var aliases = await form.ReadAliasesAsync(context, existing, tenantId, host, draft, cancellationToken);
        var upstreamId = caller.IsCompany ? await form.ReadUpstreamAsync(context, draft, cancellationToken) : existing?.UpstreamId;
        var links = await form.ReadLinksAsync(context, caller, tenantId, draft.Links, quarantinedSince, cancellationToken);
        if (draft.Mode is null || !Enum.IsDefined(draft.Mode.Value))
            form._errors[ModeField] = "Choose Open, Monitor or Enforce. There is no default.";
        else if (draft.Mode == ResourceMode.Enforce && await FindReachedAsync(context, existing, host, aliases, cancellationToken) is { } reached)
            form._errors[ModeField] = reached;

        if (form._errors.Count == 0)
            form.Values = new(tenantId!.Value, host!, aliases, draft.Mode!.Value, draft.Enabled, upstreamId!.Value, links);
        return form;
    }

    public static string LinkServiceField(int index) => $"{nameof(ResourceDraft.Links)}[{index}].{nameof(LinkDraft.ServiceId)}";

    public static string LinkTextField(int index) => $"{nameof(ResourceDraft.Links)}[{index}].{nameof(LinkDraft.Text)}";

    /// <summary>
    /// A new name needs no trial, because all its connections were denied until now. A name under a wildcard that is not enforced may have clients,
    /// so enforcing it needs a trial.
    /// </summary>
    private static async Task<string?> FindReachedAsync(
        PortalDbContext context, Resource? existing, string? host, IReadOnlyList<string> aliases, CancellationToken cancellationToken)
    {
        IEnumerable<string> had = existing is null ? [] : [existing.Host, .. existing.Aliases.Select(alias => alias.Host)];
        foreach (var name in aliases.Append(host).OfType<string>().Except(had))
        {
            var wildcard = "*." + Resource.SuffixOf(name);
            if (name != wildcard && await context.Resources.AnyAsync(
                    resource => resource.Enabled && resource.Mode != ResourceMode.Enforce && (resource.Host == wildcard || resource.Aliases.Any(alias => alias.Host == wildcard)),
                    cancellationToken))
                return $"Clients may already reach {name} through {wildcard}. Choose Monitor first, then enforce on trial.";
        }

        return null;
    }

    private async Task<Guid?> ReadTenantAsync(PortalDbContext context, Resource? existing, ResourceDraft draft, CancellationToken cancellationToken)
    {
        if (existing is not null)
        {
            if (draft.TenantId != existing.TenantId)
                _errors[TenantField] = "A resource cannot move to another tenant. Create a new one for the other tenant.";
            return existing.TenantId;
        }

        if (draft.TenantId is { } id && await context.Tenants.AnyAsync(tenant => tenant.Id == id, cancellationToken)) return id;
        _errors[TenantField] = draft.TenantId is null ? "Choose the tenant that owns the host." : "This tenant no longer exists. Choose another one.";
        return null;
    }

    private async Task<string?> ReadHostAsync(
        PortalDbContext context, Resource? existing, Guid? tenantId, ResourceDraft draft, CancellationToken cancellationToken)
    {
        var (host, error) = HostInput.Parse(draft.Host);
        if (host is not null && host != existing?.Host)
            error = await HostNames.FindClashAsync(context, host, existing?.Id, tenantId, cancellationToken);
        if (error is not null) _errors[HostField] = error;
        return host;
    }

    private async Task<IReadOnlyList<string>> ReadAliasesAsync(
        PortalDbContext context, Resource? existing, Guid? tenantId, string? host, ResourceDraft draft, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        foreach (var text in AliasNames.Split(draft.Aliases))
        {
            var (name, error) = HostInput.Parse(text);
            if (name is not null && name == host) error = $"{name} is the host name itself.";
            else if (name is not null && names.Contains(name)) error = $"{name} is listed twice.";
            else if (name is not null && existing?.Aliases.Any(alias => alias.Host == name) != true && existing?.Host != name)
                error = await HostNames.FindClashAsync(context, name, existing?.Id, tenantId, cancellationToken);

            if (error is null) names.Add(name!);
            else _errors[AliasesField] = name is null ? $"{text}: {error}" : error;
        }

        if (names.Count > AliasNames.Most) _errors[AliasesField] = $"A resource has at most {AliasNames.Most} alias names.";
        return [.. names.Order(StringComparer.Ordinal)];
    }

    private async Task<Guid?> ReadUpstreamAsync(PortalDbContext context, ResourceDraft draft, CancellationToken cancellationToken)
    {
        if (draft.UpstreamId is { } id && await context.Upstreams.AnyAsync(upstream => upstream.Id == id, cancellationToken)) return id;
        _errors[UpstreamField] = draft.UpstreamId is null
            ? "Choose where allowed connections go."
            : "This upstream no longer exists. Choose another one.";
        return null;
    }

    private async Task<List<LinkValue>> ReadLinksAsync(
        PortalDbContext context, Caller caller, Guid? tenantId, IList<LinkDraft> drafts, DateTime quarantinedSince, CancellationToken cancellationToken)
    {
        var clouds = await OfferedServices.To(context, caller).ToDictionaryAsync(service => service.Id, service => service.Cloud, cancellationToken);
        var withdrawn = caller.IsCompany ? [] : await context.Services.Where(service => !service.Published).Select(service => service.Id).ToListAsync(cancellationToken);
        var values = new List<LinkValue>();
        for (var index = 0; index < drafts.Count; index++)
        {
            if (drafts[index].ServiceId is not { } serviceId || !clouds.TryGetValue(serviceId, out var cloud))
            {
                _errors[LinkServiceField(index)] = "Choose the private link service that the endpoint connects to.";
                continue;
            }

            var input = LinkIdInput.Parse(cloud, drafts[index].Text);
            if (input.LinkId is not { } linkId)
                _errors[LinkTextField(index)] = input.Message ?? "Paste the link ID.";
            else if (values.Exists(value => value.ServiceId == serviceId && value.LinkId == linkId))
                _errors[LinkTextField(index)] = $"{linkId} is already in the list.";
            else if (withdrawn.Contains(serviceId) && !await HasAsync(context, caller, serviceId, linkId, cancellationToken))
                _errors[LinkServiceField(index)] = "This service is no longer offered. Choose another one.";
            else if (tenantId is { } tenant && await GivenOutAgain.HasToBeProvedAsync(context, tenant, serviceId, linkId, quarantinedSince, cancellationToken))
                _errors[LinkTextField(index)] = GivenOutAgain.SentenceOf(cloud);
            else
                values.Add(new(serviceId, linkId, drafts[index].Enabled));
        }

        return values;
    }

    /// <summary>A service that the company has withdrawn keeps its existing endpoints.</summary>
    private static Task<bool> HasAsync(PortalDbContext context, Caller caller, Guid serviceId, LinkId linkId, CancellationToken cancellationToken)
    {
        var text = linkId.ToString();
        return context.PrivateEndpoints.AnyAsync(
            endpoint => endpoint.TenantId == caller.TenantId && endpoint.ServiceId == serviceId && endpoint.LinkId == text && endpoint.State != PrivateEndpointState.Retired, cancellationToken);
    }
}
