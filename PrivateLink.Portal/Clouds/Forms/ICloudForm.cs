namespace PrivateLink.Portal.Clouds.Forms;

/// <summary>What is asked of a customer.</summary>
public interface ICloudForm
{
    /// <summary>The fields of the endpoint's form.</summary>
    IReadOnlyList<FormField> Fields { get; }

    /// <summary>The field that asks for the account as well; null where the cloud's tools are signed in to one.</summary>
    FormField? AccountField { get; }

    /// <summary>The account, subscription or project that an allow-list names.</summary>
    FieldReading ReadAccount(string typed);
}
