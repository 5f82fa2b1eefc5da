namespace PrivateLink.Tests.Support;

/// <summary>First flights of real clients, as they arrived on a socket; each asks for <c>megacorp.my-saas.io</c>.</summary>
internal static class Captures
{
    /// <summary><c>openssl s_client -alpn h2,http/1.1</c>, OpenSSL 3.0.</summary>
    public static byte[] OpenSsl => Read("openssl.bin");

    /// <summary><c>curl https://…</c>, 7.88 with OpenSSL 3.0: padded to 512 bytes.</summary>
    public static byte[] Curl => Read("curl.bin");

    /// <summary>Chromium 156: GREASE everywhere, a post-quantum key share, encrypted_client_hello, 1,991 bytes.</summary>
    public static byte[] Chromium => Read("chromium.bin");

    private static byte[] Read(string name)
    {
        using var stream = typeof(Captures).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
