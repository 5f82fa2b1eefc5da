using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace PrivateLink.Engine.Links;

/// <summary>
/// The identity of one private endpoint on the consumer's side: a cloud and its canonical text
/// (<c>vpce-…</c> for AWS, an unsigned decimal for Azure and GCP).
/// </summary>
/// <remarks>
/// A value of 32 bytes, compared without allocation. The usual AWS forms (<c>vpce-</c> and 8 or 17 lower-case hex digits) are
/// kept as a number; any other AWS text is kept as it was sent, byte for byte, so that two different texts never compare equal.
/// GCP connection IDs exceed 2^63: they are <see cref="ulong"/> here and text everywhere else.
/// </remarks>
public readonly struct LinkId : IEquatable<LinkId>, IComparable<LinkId>
{
    private const string AwsPrefix = "vpce-";
    private const byte ShortHex = 8;
    private const byte LongHex = 17;

    private readonly UInt128 _number;
    private readonly string? _text;
    private readonly byte _hexDigits;

    private LinkId(CloudProvider cloud, UInt128 number, byte hexDigits = 0, string? text = null)
    {
        Cloud = cloud;
        _number = number;
        _hexDigits = hexDigits;
        _text = text;
    }

    /// <summary>The cloud that issued the ID. An Azure and a GCP number with the same digits are different link IDs.</summary>
    public CloudProvider Cloud { get; }

    /// <summary>The number of an Azure or GCP link ID, as it goes on the wire.</summary>
    internal ulong Number => (ulong)_number;

    /// <summary>An Azure LinkID.</summary>
    /// <param name="linkIdentifier">The value of the TLV, already decoded from little-endian.</param>
    public static LinkId Azure(uint linkIdentifier) => new(CloudProvider.Azure, linkIdentifier);

    /// <summary>A GCP Private Service Connect connection ID.</summary>
    /// <param name="connectionId">The value of the TLV, already decoded from big-endian.</param>
    public static LinkId Gcp(ulong connectionId) => new(CloudProvider.Gcp, connectionId);

    /// <summary>An AWS VPC endpoint ID exactly as sent. The caller has checked that it is ASCII.</summary>
    /// <param name="text">The text of the TLV behind its subtype byte. Copied only when it is not of a usual form.</param>
    public static LinkId Aws(ReadOnlySpan<byte> text) =>
        TryReadHex(text, out var number, out var digits)
            ? new(CloudProvider.Aws, number, digits)
            : new(CloudProvider.Aws, 0, text: Encoding.ASCII.GetString(text));

    /// <summary>
    /// Reads the canonical text of a link ID, as it is stored and shown: what <see cref="ToString"/> returns.
    /// What a person types or pastes is read by the portal, which explains mistakes; this is the strict form.
    /// </summary>
    public static bool TryParse(CloudProvider cloud, ReadOnlySpan<char> text, out LinkId linkId)
    {
        linkId = default;
        switch (cloud)
        {
            case CloudProvider.Aws when IsAwsText(text):
                linkId = Aws(Encoding.ASCII.GetBytes(text.ToString()));
                return true;
            case CloudProvider.Azure when IsCanonicalDecimal(text) && uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var azure):
                linkId = Azure(azure);
                return true;
            case CloudProvider.Gcp when IsCanonicalDecimal(text) && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var gcp):
                linkId = Gcp(gcp);
                return true;
            default:
                return false;
        }
    }

    /// <inheritdoc/>
    public bool Equals(LinkId other) =>
        Cloud == other.Cloud && _hexDigits == other._hexDigits && _number == other._number
        && string.Equals(_text, other._text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LinkId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Cloud, _hexDigits, _number, _text);

    /// <summary>A total order without meaning, for sorted tables.</summary>
    public int CompareTo(LinkId other)
    {
        var byCloud = ((int)Cloud).CompareTo((int)other.Cloud); // as numbers: comparing enums boxes them
        if (byCloud != 0) return byCloud;
        var byForm = _hexDigits.CompareTo(other._hexDigits);
        if (byForm != 0) return byForm;
        var byNumber = _number.CompareTo(other._number);
        return byNumber != 0 ? byNumber : string.CompareOrdinal(_text, other._text);
    }

    /// <summary>The canonical text without the cloud: what is stored, shown and compared by people.</summary>
    public override string ToString() => _text ?? _hexDigits switch
    {
        0 => _number.ToString(CultureInfo.InvariantCulture),
        ShortHex => AwsPrefix + ((ulong)_number).ToString("x8", CultureInfo.InvariantCulture),
        _ => AwsPrefix + _number.ToString("x17", CultureInfo.InvariantCulture),
    };

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

    private static bool TryReadHex(ReadOnlySpan<byte> text, out UInt128 number, out byte digits)
    {
        number = 0;
        digits = 0;
        if (!text.StartsWith("vpce-"u8)) return false;
        var hex = text[AwsPrefix.Length..];
        if (hex.Length is not (ShortHex or LongHex) || hex.ContainsAnyExcept(AwsCharacters.Hex)) return false;

        // The top digit of the long form stands alone; the other sixteen fill 64 bits.
        var top = hex.Length == LongHex ? hex[..1] : default;
        if (!Utf8Parser.TryParse(hex[top.Length..], out ulong low, out _, 'x')) return false;
        ulong high = 0;
        if (top.Length != 0 && !Utf8Parser.TryParse(top, out high, out _, 'x')) return false;
        number = new UInt128(high, low);
        digits = (byte)hex.Length;
        return true;
    }

    private static bool IsAwsText(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= 255 && !text.ContainsAnyExcept(AwsCharacters.Text);

    private static bool IsCanonicalDecimal(ReadOnlySpan<char> text) => text is "0" || (text.Length > 0 && text[0] is >= '1' and <= '9');
}
