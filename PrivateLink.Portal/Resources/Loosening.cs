using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Resources;

/// <summary>
/// A change towards Open. It lets in whom the customer has kept out, so it is the customer's owners' to decide; the company's administrators may, in
/// an emergency. The person who does it says why, and the customer's owners read it.
/// </summary>
/// <param name="Refusal">Why it may not be; null when it may.</param>
/// <param name="Reason">Why it is done; null when nothing is loosened.</param>
public sealed record Loosening(SaveResult? Refusal, string? Reason)
{
    private static readonly Loosening None = new(Refusal: null, Reason: null);

    /// <summary>What the revision says of it, empty when there is nothing to say.</summary>
    public string Because => Reason is null ? "" : $" (reason: {Reason})";

    /// <summary>What the change of mode asks of the caller.</summary>
    internal static Loosening Of(Caller caller, ResourceMode before, ResourceMode after, string reason)
    {
        if (after >= before) return None;
        if (!caller.May(Permission.LoosenResources)) return new(SaveResult.Refused.For(Permission.LoosenResources), Reason: null);
        return GivenReason.ErrorOf(reason) is { } error ? Invalid(error) : new(Refusal: null, reason.Trim());
    }

    /// <summary>What the tenant's owners are told.</summary>
    internal TenantNotice Notice(Resource resource, ResourceMode before, ResourceMode after, Caller caller) => new()
    {
        TenantId = resource.TenantId,
        Text = $"{caller.Person}{(caller.IsCompany ? " of the company" : "")} changed {resource.Host} from {before} to {after}{Because}.",
    };

    private static Loosening Invalid(string error) => new(new SaveResult.Invalid(new Dictionary<string, string> { [nameof(ResourceDraft.Reason)] = error }), Reason: null);
}
