using PrivateLink.Protocol.Links;

namespace PrivateLink.Engine.Settings;

/// <summary>Which cloud's TLV a listener takes as the identity.</summary>
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

    /// <summary>Any of them, as long as there is exactly one distinct identity.</summary>
    Auto,
}

/// <summary>What a listener's setting says about the cloud in front of it.</summary>
public static class ProviderSettings
{
    /// <summary>The one cloud whose TLV counts; null where any does, or none was named.</summary>
    public static CloudProvider? CloudOf(ProviderSetting? setting) => setting switch
    {
        ProviderSetting.Aws => CloudProvider.Aws,
        ProviderSetting.Azure => CloudProvider.Azure,
        ProviderSetting.Gcp => CloudProvider.Gcp,
        ProviderSetting.Alibaba => CloudProvider.Alibaba,
        ProviderSetting.Auto or null => null,
    };
}
