using System.Net;
using System.Net.Sockets;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.LinkIds;

namespace PrivateLink.Portal.Clouds.Pastes;

/// <summary>Everything that one paste says about a private endpoint. Missing values are null or empty.</summary>
public sealed record EndpointPaste
{
    /// <summary>The link ID, or why there is none.</summary>
    public LinkIdInputResult Link { get; init; }

    /// <summary>The text that the paste labels as the link ID, if the ID has no recognisable form.</summary>
    public string? LinkText { get; init; }

    /// <summary>The DNS name of the endpoint for all its zones.</summary>
    public string? Name { get; init; }

    /// <summary>Its addresses.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    public ConnectionStatus? Status { get; init; }

    /// <summary>The provider's message when it accepted or refused.</summary>
    public string? Message { get; init; }

    /// <summary>The customer's message in the request.</summary>
    public string? RequestMessage { get; init; }

    /// <summary>The service that it connects to, as named in the text.</summary>
    public string? Service { get; init; }

    public string? Region { get; init; }

    /// <summary>The region in its DNS name: its own, or the service's region if that differs.</summary>
    public string? NameRegion { get; init; }

    public string? Account { get; init; }

    /// <summary>Its zones, as named in its account.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>Values for the form, by field key.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>The address for clients: the name if there is one, otherwise the first address.</summary>
    public string? Target => Name ?? (Addresses is [var first, ..] ? first : null);

    /// <summary>Whether it contains anything besides a link ID.</summary>
    public bool SaysMore => Target is not null || Status is not null || Service is not null || Region is not null || Account is not null || Message is not null
        || RequestMessage is not null || Zones.Count > 0 || Fields.Count > 0;

    internal static IReadOnlyList<string> AddressesIn(IEnumerable<string> texts) => [.. texts.Where(IsAddress).Distinct()];

    internal static bool IsAddress(string text) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork && text.Count(character => character == '.') == 3;

    /// <summary>Whether an address is public and not in a private network.</summary>
    internal static bool IsPublic(string text) => IsAddress(text) && IPAddress.Parse(text).GetAddressBytes() switch
    {
        [10 or 127, ..] or [192, 168, ..] or [169, 254, ..] or [172, >= 16 and <= 31, ..] or [100, >= 64 and <= 127, ..] => false,
        _ => true,
    };

    /// <summary>The values that the form accepts. All others do not belong to the form.</summary>
    internal static IReadOnlyDictionary<string, string> FieldsOf(params IEnumerable<(FormField Field, string? Text)> texts) =>
        texts.Where(text => text.Text is { Length: > 0 } typed && new FormValues([text.Field], new Dictionary<string, string> { [text.Field.Key] = typed }) is { Errors.Count: 0 })
            .ToDictionary(text => text.Field.Key, text => text.Text!);
}
