using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PrivateLink.Portal.Identity;

/// <summary>A 256-bit secret in the fragment of a link, which no proxy sees. Only its hash is stored.</summary>
public sealed record OneTimeToken
{
    private const int Bytes = 32;

    private OneTimeToken(string text) => Text = text;

    /// <summary>The fragment, after the <c>#</c>.</summary>
    public string Text { get; }

    internal string Hash => HashOf(Text);

    public static OneTimeToken New() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));

    /// <summary>The hash of a received token. It accepts any text.</summary>
    internal static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.Trim())));

    /// <summary>Hides the secret, because records may be logged.</summary>
    public override string ToString() => "one-time token";
}
