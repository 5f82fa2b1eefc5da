using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace PrivateLink.Tests.Architecture;

/// <summary>
/// The uses between the types of an assembly, from the compiled code. Covers bases, members, attributes, and every instruction of every method with
/// the signatures it calls. Only constants cannot be traced, because the compiler copies them.
/// </summary>
internal sealed class TypeReferences : ISignatureTypeProvider<bool, TypeReferences.NoContext>
{
    private readonly PEReader _file;
    private readonly MetadataReader _reader;
    private readonly HashSet<TypeArrow> _arrows = [];
    private TypeDefinitionHandle _from;

    private TypeReferences(PEReader file)
    {
        _file = file;
        _reader = file.GetMetadataReader();
    }

    public static IReadOnlySet<TypeArrow> Of(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var references = new TypeReferences(file);
        foreach (var type in references._reader.TypeDefinitions) references.ReadType(type);
        return references._arrows;
    }

    private void ReadType(TypeDefinitionHandle handle)
    {
        _from = Outermost(handle);
        var type = _reader.GetTypeDefinition(handle);
        Read(type.BaseType);
        foreach (var contract in type.GetInterfaceImplementations()) Read(_reader.GetInterfaceImplementation(contract).Interface);
        ReadConstraints(type.GetGenericParameters());
        ReadAttributes(type.GetCustomAttributes());
        foreach (var field in type.GetFields())
        {
            Read(field);
            ReadAttributes(_reader.GetFieldDefinition(field).GetCustomAttributes());
        }

        foreach (var property in type.GetProperties()) ReadAttributes(_reader.GetPropertyDefinition(property).GetCustomAttributes());
        foreach (var method in type.GetMethods()) ReadMethod(method);
    }

    private void ReadMethod(MethodDefinitionHandle handle)
    {
        Read(handle);
        var method = _reader.GetMethodDefinition(handle);
        ReadConstraints(method.GetGenericParameters());
        ReadAttributes(method.GetCustomAttributes());
        if (method.RelativeVirtualAddress == 0) return;

        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil) Read(body.LocalSignature);
        foreach (var region in body.ExceptionRegions) Read(region.CatchType);
        foreach (var token in Instructions.TokensOf(body.GetILReader())) Read(MetadataTokens.EntityHandle(token));
    }

    private void ReadConstraints(GenericParameterHandleCollection parameters)
    {
        foreach (var parameter in parameters)
            foreach (var constraint in _reader.GetGenericParameter(parameter).GetConstraints())
                Read(_reader.GetGenericParameterConstraint(constraint).Type);
    }

    private void ReadAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes) Read(_reader.GetCustomAttribute(attribute).Constructor);
    }

    /// <summary>Records the types behind any token. A member counts for its type and for the types in its signature.</summary>
    private void Read(EntityHandle handle)
    {
        if (handle.IsNil) return;
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                Add((TypeDefinitionHandle)handle);
                break;
            case HandleKind.TypeSpecification:
                _reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, default);
                break;
            case HandleKind.FieldDefinition:
                var field = _reader.GetFieldDefinition((FieldDefinitionHandle)handle);
                Add(field.GetDeclaringType());
                field.DecodeSignature(this, default);
                break;
            case HandleKind.MethodDefinition:
                var method = _reader.GetMethodDefinition((MethodDefinitionHandle)handle);
                Add(method.GetDeclaringType());
                method.DecodeSignature(this, default);
                break;
            case HandleKind.MethodSpecification:
                var generic = _reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                Read(generic.Method);
                generic.DecodeSignature(this, default);
                break;
            case HandleKind.MemberReference:
                var member = _reader.GetMemberReference((MemberReferenceHandle)handle);
                Read(member.Parent);
                if (member.GetKind() == MemberReferenceKind.Field) member.DecodeFieldSignature(this, default);
                else member.DecodeMethodSignature(this, default);
                break;
            case HandleKind.StandaloneSignature:
                var signature = _reader.GetStandaloneSignature((StandaloneSignatureHandle)handle);
                if (signature.GetKind() == StandaloneSignatureKind.LocalVariables) signature.DecodeLocalSignature(this, default);
                else signature.DecodeMethodSignature(this, default);
                break;
        }
    }

    private void Add(TypeDefinitionHandle target)
    {
        var (from, to) = (_reader.GetTypeDefinition(_from), _reader.GetTypeDefinition(Outermost(target)));
        var arrow = new TypeArrow(
            _reader.GetString(from.Namespace), _reader.GetString(from.Name), _reader.GetString(to.Namespace), _reader.GetString(to.Name));
        if (arrow.FromNamespace != arrow.ToNamespace) _arrows.Add(arrow);
    }

    private TypeDefinitionHandle Outermost(TypeDefinitionHandle handle)
    {
        while (_reader.GetTypeDefinition(handle).GetDeclaringType() is { IsNil: false } outer) handle = outer;
        return handle;
    }

    bool ISimpleTypeProvider<bool>.GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        Add(handle);
        return true;
    }

    bool ISignatureTypeProvider<bool, NoContext>.GetTypeFromSpecification(
        MetadataReader reader, NoContext genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
    {
        Read(handle);
        return true;
    }

    // Wrappers of a type, such as arrays and pointers, and types of other assemblies add nothing.
    bool ISimpleTypeProvider<bool>.GetPrimitiveType(PrimitiveTypeCode typeCode) => false;

    bool ISimpleTypeProvider<bool>.GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => false;

    bool ISZArrayTypeProvider<bool>.GetSZArrayType(bool elementType) => false;

    bool IConstructedTypeProvider<bool>.GetArrayType(bool elementType, ArrayShape shape) => false;

    bool IConstructedTypeProvider<bool>.GetByReferenceType(bool elementType) => false;

    bool IConstructedTypeProvider<bool>.GetGenericInstantiation(bool genericType, ImmutableArray<bool> typeArguments) => false;

    bool IConstructedTypeProvider<bool>.GetPointerType(bool elementType) => false;

    bool ISignatureTypeProvider<bool, NoContext>.GetFunctionPointerType(MethodSignature<bool> signature) => false;

    bool ISignatureTypeProvider<bool, NoContext>.GetGenericMethodParameter(NoContext genericContext, int index) => false;

    bool ISignatureTypeProvider<bool, NoContext>.GetGenericTypeParameter(NoContext genericContext, int index) => false;

    bool ISignatureTypeProvider<bool, NoContext>.GetModifiedType(bool modifier, bool unmodifiedType, bool isRequired) => false;

    bool ISignatureTypeProvider<bool, NoContext>.GetPinnedType(bool elementType) => false;

    /// <summary>An empty context, because signatures are read without names of generic parameters.</summary>
    internal readonly record struct NoContext;
}
