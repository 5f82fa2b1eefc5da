using PrivateLink.Protocol.Links;

namespace PrivateLink.Engine.Settings;

/// <summary>The cloud whose TLV a listener accepts as the identity.</summary>
public enum ProviderSetting
{
    /// <summary>AWS PrivateLink only.</summary>
    Aws,

    /// <summary>Azure Private Link only.</summary>
    Azure,

    /// <summary>GCP Private Service Connect only.</summary>
    Gcp,

    /// <summary>Alibaba Cloud PrivateLink only.</summary>
    Alibaba,

    /// <summary>Any cloud, as long as there is exactly one distinct identity.</summary>
    Auto,
}

/// <summary>Maps a listener's setting to a cloud.</summary>
public static class ProviderSettings
{
    /// <summary>The only cloud whose TLV counts; null if any does, or if the setting is missing.</summary>
    public static CloudProvider? CloudOf(ProviderSetting? setting) => setting switch
    {
        ProviderSetting.Aws => CloudProvider.Aws,
        ProviderSetting.Azure => CloudProvider.Azure,
        ProviderSetting.Gcp => CloudProvider.Gcp,
        ProviderSetting.Alibaba => CloudProvider.Alibaba,
        ProviderSetting.Auto or null => null,
    };
}
