namespace PrivateLink.Portal.Hosting;

/// <summary>Settings of the web side (<c>Portal</c>).</summary>
public sealed class PortalOptions
{
    public const string Section = "Portal";

    /// <summary>Where the browser finds the portal: this machine only, because nobody has to sign in.</summary>
    public string Url { get; set; } = "http://127.0.0.1:7400";
}
