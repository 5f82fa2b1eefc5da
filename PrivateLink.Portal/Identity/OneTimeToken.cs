using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PrivateLink.Portal.Identity;

/// <summary>A secret of 256 bits that travels in the fragment of a link, which no proxy sees; only its hash is kept.</summary>
public sealed record OneTimeToken
{
    private const int Bytes = 32;

    private OneTimeToken(string text) => Text = text;

    /// <summary>The fragment, after the <c>#</c>.</summary>
    public string Text { get; }

    internal string Hash => HashOf(Text);

    public static OneTimeToken New() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));

    /// <summary>The same for a token that somebody presents; any text at all has one.</summary>
    internal static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.Trim())));

    /// <summary>Never the secret: records end up in logs.</summary>
    public override string ToString() => "one-time token";
}
