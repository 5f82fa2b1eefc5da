using QRCoder;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>The QR code of an authenticator's secret, as a URL for an image element.</summary>
public static class AuthenticatorPicture
{
    private const int PixelsPerModule = 5;

    public static string DataUri(AuthenticatorKey key)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(key.Uri, QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(code);
        return $"data:image/png;base64,{Convert.ToBase64String(picture.GetGraphic(PixelsPerModule))}";
    }
}
