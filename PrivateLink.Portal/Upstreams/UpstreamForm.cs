using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Upstreams;

/// <summary>Validates the form of an upstream. Pure; called while a person types, and again by the service.</summary>
public sealed class UpstreamForm
{
    /// <summary>An upstream with more addresses should use its own load balancer.</summary>
    public const int MostAddresses = 32;

    private readonly Dictionary<string, string> _errors = [];

    private UpstreamForm()
    {
    }

    /// <summary>One error by field.</summary>
    public IReadOnlyDictionary<string, string> Errors => _errors;

    /// <summary>The addresses that could be read, in the order of the form.</summary>
    public IReadOnlyList<Protocol.Policy.UpstreamAddress> Addresses { get; private set; } = [];

    public static UpstreamForm Read(UpstreamDraft draft)
    {
        var form = new UpstreamForm();
        if (draft.Name.Trim().Length is 0 or > Upstream.NameLength || draft.Name.Any(char.IsControl))
            form._errors[nameof(draft.Name)] = $"Give it a name of 1 to {Upstream.NameLength} characters, such as the service behind it.";
        form.ReadAddresses(draft.Addresses);
        return form;
    }

    /// <summary>The lines of the field that are not empty. Commas separate addresses too.</summary>
    public static IReadOnlyList<string> Lines(string addresses) =>
        addresses.Split(['\n', '\r', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private void ReadAddresses(string typed)
    {
        var addresses = new List<Protocol.Policy.UpstreamAddress>();
        foreach (var line in Lines(typed))
        {
            var (address, error) = UpstreamAddressInput.Parse(line);
            if (address is not null && addresses.Contains(address)) error = $"{address} is listed twice.";
            else if (address is not null) addresses.Add(address);
            if (error is not null) _errors.TryAdd(nameof(UpstreamDraft.Addresses), error);
        }

        if (addresses.Count == 0) _errors.TryAdd(nameof(UpstreamDraft.Addresses), "Type at least one address, such as 10.0.4.11:443.");
        if (addresses.Count > MostAddresses) _errors[nameof(UpstreamDraft.Addresses)] = $"An upstream has at most {MostAddresses} addresses. This one has {addresses.Count}.";
        Addresses = addresses;
    }
}
