namespace PrivateLink.Engine.Listening;

/// <summary>Which cloud's TLV a listener takes as the identity.</summary>
public enum ProviderSetting
{
    /// <summary>AWS PrivateLink only.</summary>
    Aws,

    /// <summary>Azure Private Link only.</summary>
    Azure,

    /// <summary>GCP Private Service Connect only.</summary>
    Gcp,

    /// <summary>Any of them, as long as there is exactly one distinct identity.</summary>
    Auto,
}
