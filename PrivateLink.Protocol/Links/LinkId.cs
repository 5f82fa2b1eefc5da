using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace PrivateLink.Protocol.Links;

/// <summary>
/// The identity of one private endpoint on the consumer's side: a cloud and a canonical text. The text is <c>vpce-…</c> for AWS, an unsigned decimal
/// for Azure and GCP, and <c>ep-…</c> for Alibaba Cloud.
/// </summary>
/// <remarks>
/// A value of 24 bytes. Comparing two does not allocate. The usual AWS forms (<c>vpce-</c> and 8 or 17 lower-case hex digits) are stored as a number.
/// Any other AWS text is stored exactly as sent, so two different texts never compare equal. GCP connection IDs exceed 2^63: they are
/// <see cref="ulong"/> here and text everywhere else.
/// </remarks>
public readonly struct LinkId : IEquatable<LinkId>, IComparable<LinkId>
{
    private const string AwsPrefix = "vpce-";
    private const byte ShortHex = 8;
    private const byte LongHex = 17;

    private static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdef"u8);

    private readonly ulong _number;
    private readonly string? _text;
    private readonly byte _cloud; // as an enum it would take four bytes
    private readonly byte _topDigit;
    private readonly byte _hexDigits;

    private LinkId(CloudProvider cloud, ulong number, byte topDigit = 0, byte hexDigits = 0, string? text = null)
    {
        _cloud = (byte)cloud;
        _number = number;
        _topDigit = topDigit;
        _hexDigits = hexDigits;
        _text = text;
    }

    /// <summary>The cloud that issued the ID. An Azure and a GCP number with the same digits are different link IDs.</summary>
    public CloudProvider Cloud => (CloudProvider)_cloud;

    /// <summary>The number of a numeric link ID, as sent on the wire.</summary>
    internal ulong Number => _number;

    /// <summary>An Azure LinkID.</summary>
    /// <param name="linkIdentifier">The value of the TLV, already decoded from little-endian.</param>
    public static LinkId Azure(uint linkIdentifier) => new(CloudProvider.Azure, linkIdentifier);

    /// <summary>A GCP Private Service Connect connection ID.</summary>
    /// <param name="connectionId">The value of the TLV, already decoded from big-endian.</param>
    public static LinkId Gcp(ulong connectionId) => new(CloudProvider.Gcp, connectionId);

    /// <summary>An AWS VPC endpoint ID exactly as sent. The caller has checked that it is ASCII.</summary>
    /// <param name="text">The text of the TLV after its subtype byte. Copied only if it is not one of the usual forms.</param>
    public static LinkId Aws(ReadOnlySpan<byte> text) =>
        TryReadHex(text, out var top, out var number, out var digits)
            ? new(CloudProvider.Aws, number, top, digits)
            : OfText(CloudProvider.Aws, text);

    /// <summary>A textual link ID exactly as sent. The caller has checked that it is ASCII.</summary>
    internal static LinkId OfText(CloudProvider cloud, ReadOnlySpan<byte> text) => new(cloud, 0, text: Encoding.ASCII.GetString(text));

    /// <summary>
    /// Parses the canonical text of a link ID, as <see cref="ToString"/> returns it. This is the strict form. The portal has a lenient parser for
    /// typed or pasted text, which explains mistakes.
    /// </summary>
    public static bool TryParse(CloudProvider cloud, ReadOnlySpan<char> text, out LinkId linkId)
    {
        linkId = default;
        return LinkFormats.Find(cloud) is { } format && format.TryParse(text, out linkId);
    }

    /// <inheritdoc/>
    public bool Equals(LinkId other) =>
        _number == other._number && _cloud == other._cloud && _hexDigits == other._hexDigits && _topDigit == other._topDigit
        && string.Equals(_text, other._text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LinkId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_cloud, _hexDigits, _topDigit, _number, _text);

    /// <summary>A total order for sorted tables. The order itself means nothing.</summary>
    public int CompareTo(LinkId other)
    {
        var byCloud = _cloud.CompareTo(other._cloud);
        if (byCloud != 0) return byCloud;
        var byForm = _hexDigits.CompareTo(other._hexDigits);
        if (byForm != 0) return byForm;
        var byTop = _topDigit.CompareTo(other._topDigit);
        if (byTop != 0) return byTop;
        var byNumber = _number.CompareTo(other._number);
        return byNumber != 0 ? byNumber : string.CompareOrdinal(_text, other._text);
    }

    /// <summary>The canonical text without the cloud, as stored and displayed.</summary>
    public override string ToString() => _text ?? _hexDigits switch
    {
        0 => _number.ToString(CultureInfo.InvariantCulture),
        ShortHex => AwsPrefix + _number.ToString("x8", CultureInfo.InvariantCulture),
        _ => AwsPrefix + _topDigit.ToString("x", CultureInfo.InvariantCulture) + _number.ToString("x16", CultureInfo.InvariantCulture),
    };

    /// <summary>Writes what <see cref="ToString"/> returns, without allocation.</summary>
    /// <returns>False when the text does not fit; at most 255 characters are needed.</returns>
    public bool TryFormat(Span<char> destination, out int written)
    {
        written = 0;
        if (_text is not null)
        {
            if (!_text.TryCopyTo(destination)) return false;
            written = _text.Length;
            return true;
        }

        if (_hexDigits == 0) return ((ulong)_number).TryFormat(destination, out written, default, CultureInfo.InvariantCulture);
        var length = AwsPrefix.Length + _hexDigits;
        if (destination.Length < length) return false;
        AwsPrefix.CopyTo(destination);
        var rest = _number;
        for (var index = length - 1; index >= AwsPrefix.Length; index--, rest >>= 4) destination[index] = "0123456789abcdef"[(int)(rest & 0xF)];
        written = length;
        return true;
    }

    /// <summary>Equality by cloud and identity.</summary>
    public static bool operator ==(LinkId left, LinkId right) => left.Equals(right);

    /// <summary>Inequality by cloud and identity.</summary>
    public static bool operator !=(LinkId left, LinkId right) => !left.Equals(right);

    /// <summary>Order of <see cref="CompareTo"/>.</summary>
    public static bool operator <(LinkId left, LinkId right) => left.CompareTo(right) < 0;

    /// <summary>Order of <see cref="CompareTo"/>.</summary>
    public static bool operator >(LinkId left, LinkId right) => left.CompareTo(right) > 0;

    /// <summary>Order of <see cref="CompareTo"/>.</summary>
    public static bool operator <=(LinkId left, LinkId right) => left.CompareTo(right) <= 0;

    /// <summary>Order of <see cref="CompareTo"/>.</summary>
    public static bool operator >=(LinkId left, LinkId right) => left.CompareTo(right) >= 0;

    /// <summary>The long form has 17 digits: the top digit is stored separately, and the other sixteen fill 64 bits.</summary>
    private static bool TryReadHex(ReadOnlySpan<byte> text, out byte topDigit, out ulong number, out byte digits)
    {
        topDigit = 0;
        number = 0;
        digits = 0;
        if (!text.StartsWith("vpce-"u8)) return false;
        var hex = text[AwsPrefix.Length..];
        if (hex.Length is not (ShortHex or LongHex) || hex.ContainsAnyExcept(Hex)) return false;

        var top = hex.Length == LongHex ? hex[..1] : default;
        if (!Utf8Parser.TryParse(hex[top.Length..], out number, out _, 'x')) return false;
        if (top.Length != 0 && !Utf8Parser.TryParse(top, out topDigit, out _, 'x')) return false;
        digits = (byte)hex.Length;
        return true;
    }
}
